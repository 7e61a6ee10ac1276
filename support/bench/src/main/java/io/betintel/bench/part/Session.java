package io.betintel.bench.part;

import io.betintel.bench.load.RealMarkets;
import io.betintel.bench.report.Row;
import io.betintel.bench.report.Table;
import io.betintel.bench.system.Bed;
import io.betintel.bench.system.BuiltWorker;
import io.betintel.bench.system.Trial;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** One bench: its servers, the builds that it runs, and what it has measured so far. */
public final class Session {
  private final Bed bed;
  private final BenchSettings settings;
  private final PrintStream out;
  private final BuiltWorker worker;
  private final List<Row> rows = new ArrayList<>();
  private final List<String> failures = new ArrayList<>();

  public Session(Bed bed, BenchSettings settings, PrintStream out) {
    this.bed = bed;
    this.settings = settings;
    this.out = out;
    this.worker =
        new BuiltWorker(
            "worker", settings.jar(), "stream", settings.javaOptions(), settings.workerSettings());
  }

  Bed bed() {
    return bed;
  }

  BenchSettings settings() {
    return settings;
  }

  /** This build, pricing only. */
  BuiltWorker worker() {
    return worker;
  }

  /** The older build, pricing only. */
  Optional<BuiltWorker> baseline() {
    return Optional.ofNullable(settings.baseline())
        .map(jar -> new BuiltWorker("baseline", jar, "stream", settings.javaOptions(), Map.of()));
  }

  /** The same build with both sinks. */
  BuiltWorker product() {
    return worker.only("product", "stream,sinks");
  }

  Trial trial() {
    return new Trial(bed, worker, settings.feeds());
  }

  /** How often a bookmaker confirms a price, as measured in the real files. */
  double requotes() {
    return RealMarkets.read(settings.feeds()).requotes();
  }

  /** Keeps a row, and shows it. */
  void add(Row row) {
    rows.add(row);
    out.print(Table.of(List.of(row)));
    out.flush();
  }

  void say(String line) {
    out.println(line);
  }

  /** Notes what gave no figures; what comes after it is measured all the same. */
  void failed(String what, Exception why) {
    failures.add(what);
    out.printf("%s gave no figures: %s%n%n", what, why.getMessage());
    out.flush();
  }

  /** What gave no figures. */
  public List<String> failures() {
    return List.copyOf(failures);
  }

  public List<Row> rows() {
    return List.copyOf(rows);
  }
}
