package io.betintel.bench.part;

import io.betintel.bench.load.LoadSpec;
import io.betintel.bench.report.Row;
import io.betintel.bench.system.Opponent;
import io.betintel.bench.system.Program;
import io.betintel.bench.system.Variant;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** From the time at which a record is due to its lines: the worker and the ceiling. */
final class LatencyPart implements Part {
  private static final double RATE = 1_000;
  private static final long RECORDS_FOR_LINES = 60_000;

  @Override
  public String name() {
    return "latency";
  }

  @Override
  public void run(Session session) throws IOException, InterruptedException {
    BenchSettings settings = session.settings();
    double rate = settings.rate() == null ? RATE : settings.rate();
    // The ceiling writes lines that the worker wrote.
    session
        .trial()
        .run(
            new Variant(
                "lines",
                session.worker(),
                settings
                    .load()
                    .withRecords(Math.min(RECORDS_FOR_LINES, settings.load().records()))));
    Opponent ceiling =
        new Opponent("ceiling", settings.javaOptions(), session.trial(), Opponent.KEEPING_UP);
    for (Program program : List.of(session.worker(), ceiling)) {
      measure(session, program, rate, false);
    }
  }

  static void measure(Session session, Program program, double rate, boolean stores)
      throws IOException, InterruptedException {
    String name = "%s, %.0f/s".formatted(program.name(), rate);
    session.say("open loop: " + name);
    LoadSpec load =
        session
            .settings()
            .load()
            .withRate(rate)
            .withRecords((long) (rate * session.settings().seconds()));
    OpenLoop.Seen seen = new OpenLoop(session).run(program, load, stores);
    Latencies latencies = new Latencies(name, seen.observations());
    latencies.summary().forEach(session::add);
    latencies.windows().forEach(session::add);
    seen.sinks()
        .forEach(
            (sink, counts) -> {
              Map<String, Double> figures = new LinkedHashMap<>();
              figures.put("batch", counts.batch());
              figures.put("ms/batch", counts.millisPerBatch());
              session.add(Row.of("sinks, live", name + ", " + sink, figures));
            });
  }
}
