package io.betintel.bench.part;

import io.betintel.bench.report.Row;
import io.betintel.bench.system.Bare;
import io.betintel.bench.system.BuiltWorker;
import io.betintel.bench.system.Counted;
import io.betintel.bench.system.Loading;
import io.betintel.bench.system.Run;
import io.betintel.bench.system.Running;
import io.betintel.bench.system.SinkCounts;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The sinks alone. They catch up with lines that are all on the topic before they start; then the
 * bare loops write the same lines in batches of the same size into empty stores.
 */
final class StoringPart implements Part {
  private static final List<String> SINKS = List.of("postgres", "redis");
  private static final double FIRST_SHARE = 0.1;
  private static final double LAST_SHARE = 0.9;
  private static final long LOOK_MILLIS = 50;

  private static final long LONGEST_NANOS = 900_000_000_000L;

  /** Of the sinks: EV_SINK_BATCH_RECORDS. */
  private static final int BATCH = 500;

  private record Look(long nanos, SinkCounts counts) {}

  @Override
  public String name() {
    return "sinks";
  }

  @Override
  public void run(Session session) throws IOException, InterruptedException {
    Run run = session.bed().next(session.worker(), session.settings().load());
    session.say("sinks: writing the lines");
    double published = publish(session, run);
    List<BuiltWorker> builds = new ArrayList<>(List.of(session.worker().only("sinks", "sinks")));
    session.baseline().ifPresent(old -> builds.add(old.only("baseline sinks", "sinks")));
    for (int round = 1; round <= session.settings().rounds(); round++) {
      for (BuiltWorker build : builds) {
        session.bed().emptyStores(run, build);
        catchUp(session, run, build, published);
      }
      session.bed().emptyStores(run, session.worker());
      session.say("sinks: bare loops");
      for (Map.Entry<String, Double> rate : Bare.run(run, BATCH).entrySet()) {
        session.add(
            Row.of("sinks, catch-up", "bare " + rate.getKey(), Map.of("lines/s", rate.getValue())));
      }
    }
  }

  private static double publish(Session session, Run run) throws IOException, InterruptedException {
    long opening = Loading.whole(run, session.settings().load(), session.settings().feeds());
    long all = opening + session.settings().load().records();
    try (Running running = Running.start(run, session.worker())) {
      double published =
          running.until(all, Counted.ENDED).stream()
              .mapToLong(each -> each.lines())
              .max()
              .orElse(0);
      running.stop(); // what is published is committed
      return published;
    }
  }

  private static void catchUp(Session session, Run run, BuiltWorker build, double published)
      throws IOException, InterruptedException {
    session.say("sinks: catch-up of " + build.name());
    Map<String, List<Look>> looks = new LinkedHashMap<>();
    try (Running running = Running.start(run, build)) {
      running.await("/health/live");
      long end = System.nanoTime() + LONGEST_NANOS;
      boolean behind = true;
      while (behind) {
        if (System.nanoTime() > end) {
          throw new IOException(build.name() + " does not catch up");
        }
        Map<String, SinkCounts> counts = running.sinks(SINKS);
        long now = System.nanoTime();
        counts.forEach(
            (sink, each) ->
                looks.computeIfAbsent(sink, first -> new ArrayList<>()).add(new Look(now, each)));
        behind = counts.values().stream().anyMatch(each -> each.read() < LAST_SHARE * published);
        Thread.sleep(LOOK_MILLIS);
      }
    }
    looks.forEach((sink, each) -> session.add(row(build.name() + " " + sink, each, published)));
  }

  private static Row row(String name, List<Look> looks, double published) {
    Look from = first(looks, FIRST_SHARE * published);
    Look to = first(looks, LAST_SHARE * published);
    SinkCounts done = to.counts().since(from.counts());
    Map<String, Double> figures = new LinkedHashMap<>();
    figures.put("lines/s", done.read() / Math.max(1e-3, (to.nanos() - from.nanos()) / 1e9));
    figures.put("batch", done.batch());
    figures.put("ms/batch", done.millisPerBatch());
    return Row.of("sinks, catch-up", name, figures);
  }

  private static Look first(List<Look> looks, double read) {
    return looks.stream()
        .filter(look -> look.counts().read() >= read)
        .findFirst()
        .orElse(looks.get(looks.size() - 1));
  }
}
