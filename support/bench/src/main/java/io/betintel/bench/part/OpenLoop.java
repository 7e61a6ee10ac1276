package io.betintel.bench.part;

import io.betintel.bench.load.LoadSpec;
import io.betintel.bench.probe.Observations;
import io.betintel.bench.system.Counted;
import io.betintel.bench.system.Loading;
import io.betintel.bench.system.Probe;
import io.betintel.bench.system.Program;
import io.betintel.bench.system.Run;
import io.betintel.bench.system.Running;
import io.betintel.bench.system.SinkCounts;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Records at a stated rate, whether the program keeps up or not. It opens the markets, is restarted
 * as a rolling restart does it, and gets the records as soon as it says that it is ready.
 */
record OpenLoop(Session session) {
  /** What is on its way when the last record is sent. */
  private static final long TAIL_MILLIS = 3_000;

  /** How much is waited for; the rest has the tail's time. */
  private static final double NEARLY_ALL = 0.99;

  /**
   * What came of it.
   *
   * @param sinks what each sink did; empty without stores
   */
  record Seen(List<Observations.Seen> observations, Map<String, SinkCounts> sinks) {}

  /**
   * @param stores whether it also writes PostgreSQL and Redis
   */
  Seen run(Program program, LoadSpec load, boolean stores)
      throws IOException, InterruptedException {
    Run run = session.bed().next(session.worker(), load);
    Path acks = run.log("acks");
    List<Observations.Seen> seen = new ArrayList<>();
    Map<String, SinkCounts> sinks = Map.of();
    // Both run before the restart, as producers and readers do.
    try (Loading loading = Loading.start(run, load, session.settings().feeds(), acks);
        Probe probe = Probe.start(run, stores)) {
      loading.await("open");
      try (Running first = Running.start(run, program)) {
        first.until(loading.opening(), stores ? Counted.STORED : Counted.ENDED);
        first.stop();
      }
      try (Running second = Running.start(run, program)) {
        second.await("/health/ready");
        loading.go();
        loading.await("sent");
        // What is late counts too.
        second.until((long) (NEARLY_ALL * load.records()), stores ? Counted.STORED : Counted.ENDED);
        Thread.sleep(TAIL_MILLIS);
        sinks = stores ? second.sinks(List.of("postgres", "redis")) : Map.of();
        seen.addAll(probe.finish());
      }
    }
    seen.addAll(Observations.read(acks));
    return new Seen(seen, sinks);
  }
}
