package io.betintel.bench.part;

import io.betintel.bench.load.LoadSpec;
import io.betintel.bench.report.Row;
import io.betintel.bench.system.BuiltWorker;
import io.betintel.bench.system.Counted;
import io.betintel.bench.system.Loading;
import io.betintel.bench.system.Run;
import io.betintel.bench.system.Running;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * From the start of the process until it says that it is ready: with nothing, with an archive of
 * its classes, and with many markets to restore. Also what their snapshots take of the heap: as it
 * works, so that markets without a record for {@code EV_OPEN_IDLE} are closed, and, of fewer, with
 * every market open.
 */
final class StartPart implements Part {
  private static final int MARKETS = 1_000_000;
  private static final int OPEN_MARKETS = 200_000;
  private static final int QUICK_MARKETS = 20_000;
  private static final int BOOKS = 5;
  private static final int STARTS = 3;

  /** Servers and worker run on the JVM that runs the bench. */
  private static final boolean HAS_AOT_CACHES = Runtime.version().feature() >= 25;

  private static final String ARCHIVE = HAS_AOT_CACHES ? "AOT cache" : "class archive";

  /** Room for all snapshots: the default bounds of the heap would refuse some. */
  private static final Map<String, String> ROOMY =
      Map.of("EV_MOST_STORE_PERCENT", "40", "EV_MOST_OPEN_PERCENT", "50");

  private static final Map<String, String> STAYING_OPEN =
      Map.of("EV_MOST_STORE_PERCENT", "40", "EV_MOST_OPEN_PERCENT", "50", "EV_OPEN_IDLE", "1d");

  @Override
  public String name() {
    return "start";
  }

  @Override
  public void run(Session session) throws IOException, InterruptedException {
    String heap = session.settings().quick() ? "1g" : "9g";
    // As chart and image have it.
    List<String> java =
        List.of(
            "-Xms" + heap, "-Xmx" + heap, "-XX:MetaspaceSize=128m", "-XX:+UseTransparentHugePages");
    Path jar = session.settings().jar();
    // First, so that the broker is no longer new when starts are measured.
    open(session, new BuiltWorker("start", jar, "stream", java, STAYING_OPEN));
    measure(session, new BuiltWorker("start", jar, "stream", java, ROOMY));
    Path baseline = session.settings().baseline();
    if (baseline != null) {
      BuiltWorker older = new BuiltWorker("baseline start", baseline, "stream", java, Map.of());
      open(session, older);
      measure(session, older);
    }
  }

  private static void measure(Session session, BuiltWorker worker)
      throws IOException, InterruptedException {
    LoadSpec load = load(session, MARKETS);
    Run run = session.bed().next(worker, load);
    session.say("start: " + worker.name());
    BuiltWorker archived = archived(run, worker);
    times(session, run, worker, worker.name() + ", empty");
    times(session, run, archived, worker.name() + ", empty, " + ARCHIVE);
    heap(session, run, worker, load, worker.name() + ", as it works");
    String full = "%s, %,d markets x %d".formatted(worker.name(), load.markets(), BOOKS);
    times(session, run, worker, full);
    times(session, run, archived, full + ", " + ARCHIVE);
  }

  private static void open(Session session, BuiltWorker worker)
      throws IOException, InterruptedException {
    LoadSpec load = load(session, OPEN_MARKETS);
    Run run = session.bed().next(worker, load);
    heap(session, run, worker, load, worker.name() + ", all open");
  }

  private static LoadSpec load(Session session, int most) {
    int markets = session.settings().quick() ? QUICK_MARKETS : most;
    return LoadSpec.changing(0, markets, session.settings().load().seed()).withBooks(BOOKS);
  }

  private static void heap(Session session, Run run, BuiltWorker worker, LoadSpec load, String name)
      throws IOException, InterruptedException {
    try (Running running = Running.start(run, worker)) {
      running.await("/health/ready");
      double before = running.heap();
      long snapshots = Loading.whole(run, load, session.settings().feeds());
      running.until(snapshots, Counted.ENDED);
      double bytes = running.heap() - before;
      Map<String, Double> figures = new LinkedHashMap<>();
      figures.put("MB", bytes / 1e6);
      figures.put("MB/100,000", bytes / snapshots * 1e5 / 1e6);
      figures.put("snapshots", (double) snapshots);
      session.add(Row.of("heap of snapshots", name, figures));
      running.stop();
    }
  }

  /** With its classes as the JVM maps them ready for use, as the image's cache has them. */
  private static BuiltWorker archived(Run run, BuiltWorker worker)
      throws IOException, InterruptedException {
    Path archive = run.bed().directory().resolve(worker.name().replace(' ', '-') + ".archive");
    String write = HAS_AOT_CACHES ? "-XX:AOTCacheOutput=" : "-XX:ArchiveClassesAtExit=";
    try (Running running = Running.start(run, worker.with(write + archive))) {
      running.await("/health/ready");
      running.stop();
    }
    return worker.with((HAS_AOT_CACHES ? "-XX:AOTCache=" : "-XX:SharedArchiveFile=") + archive);
  }

  private static void times(Session session, Run run, BuiltWorker worker, String name)
      throws IOException, InterruptedException {
    List<Double> seconds = new ArrayList<>();
    for (int start = 0; start < STARTS; start++) {
      long begun = System.nanoTime();
      try (Running running = Running.start(run, worker)) {
        running.await("/health/ready");
        seconds.add((System.nanoTime() - begun) / 1e9);
        running.stop();
      }
    }
    Map<String, Double> figures = new LinkedHashMap<>();
    figures.put("least s", seconds.stream().min(Double::compare).orElseThrow());
    figures.put("most s", seconds.stream().max(Double::compare).orElseThrow());
    session.add(Row.of("start to ready", name, figures));
  }
}
