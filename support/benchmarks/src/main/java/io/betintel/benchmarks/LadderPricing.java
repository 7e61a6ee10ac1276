package io.betintel.benchmarks;

import io.betintel.ev.bettype.LadderForm;
import io.betintel.ev.bettype.LadderModel;
import io.betintel.ev.ladder.Estimate;
import io.betintel.ev.ladder.Ladder;
import io.betintel.ev.ladder.Rung;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.Blackhole;

/**
 * Nanoseconds for a ladder of 20 points: its fit, and an estimate at each of 20 other points. With
 * {@code -prof gc} also what it allocates.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(2)
public class LadderPricing {
  private static final int POINTS = 20;

  @Param({"normal", "key_numbers", "poisson", "skellam"})
  public String form;

  private LadderModel model;
  private List<Rung> rungs;
  private double first;
  private double step;

  /** Points that fall as the model does, a little up and down. */
  @Setup
  public void prepare() {
    boolean goals = form.equals("poisson") || form.equals("skellam");
    model = model();
    first = form.equals("poisson") ? 0.5 : goals ? -4.5 : -9.5;
    step = goals ? 0.5 : 1;
    rungs = new ArrayList<>();
    for (int i = 0; i < POINTS; i++) {
      double above = 1 / (1 + StrictMath.exp((i - 9.5) / (goals ? 4 : 8)));
      rungs.add(new Rung(first + i * step, above + (i % 3 - 1) * 0.002, 1 + i % 2));
    }
  }

  @Benchmark
  public void ladder(Blackhole hole) {
    Ladder ladder = Ladder.of(model, rungs);
    for (int i = 0; i < POINTS; i++) {
      Estimate estimate = ladder.at(first + (i + 0.5) * step);
      hole.consume(estimate);
    }
  }

  private LadderModel model() {
    TreeMap<Double, Double> errors = new TreeMap<>(Map.of(0.0, 0.02, 0.1, 0.04, 0.3, 0.08));
    TreeMap<Integer, Double> none = new TreeMap<>();
    return switch (form) {
      case "normal" -> new LadderModel(LadderForm.NORMAL, 13, 0, none, 1.5, errors, 2);
      case "key_numbers" ->
          new LadderModel(
              LadderForm.NORMAL,
              13,
              0,
              new TreeMap<>(
                  Map.of(0, 0.1, 1, 0.8, 2, 0.7, 3, 2.7, 6, 1.2, 7, 1.8, 9, 0.4, 10, 1.3, 14, 1.4)),
              1.5,
              errors,
              2);
      case "poisson" -> new LadderModel(LadderForm.POISSON, 1, 0, none, 1.5, errors, 2);
      case "skellam" -> new LadderModel(LadderForm.SKELLAM, 2.4, 0, none, 1.5, errors, 2);
      default -> throw new IllegalStateException(form);
    };
  }
}
