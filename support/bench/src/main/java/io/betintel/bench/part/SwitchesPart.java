package io.betintel.bench.part;

import io.betintel.bench.load.LoadSpec;
import io.betintel.bench.report.Row;
import io.betintel.bench.system.Loading;
import io.betintel.bench.system.Run;
import io.betintel.bench.system.Running;
import io.betintel.bench.system.Scrape;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * How soon the catalogue's changes act while records come: a bet type that is added, one that is
 * switched off, and settings that make its lines be published again.
 */
final class SwitchesPart implements Part {
  private static final String ADDED = LoadSpec.ADDED_TYPE + 1;
  private static final int TYPES = 3;
  private static final double RATE = 500;
  private static final int SECONDS = 90;
  private static final long LOOK_MILLIS = 10;
  private static final long STILL_NANOS = 3_000_000_000L;
  private static final long LONGEST_NANOS = 60_000_000_000L;
  private static final long WARM_MILLIS = 10_000;

  /** Asks for a metric's value. */
  private interface Reading {
    double of(Scrape scrape);
  }

  @Override
  public String name() {
    return "switches";
  }

  @Override
  public void run(Session session) throws IOException, InterruptedException {
    LoadSpec load =
        session
            .settings()
            .load()
            .withBetTypes(TYPES)
            .withRate(RATE)
            .withRecords((long) (RATE * SECONDS));
    Run run = session.bed().next(session.worker(), load);
    sql(run, "DELETE FROM bet_types WHERE name = '" + ADDED + "'");
    session.say("switches");
    try (Running running = Running.start(run, session.worker());
        Loading loading = Loading.start(run, load, session.settings().feeds(), null)) {
      running.await("/health/ready");
      loading.await("open");
      loading.go();
      Thread.sleep(WARM_MILLIS);
      added(session, run);
      swept(session, run);
      switchedOff(session, run);
    }
  }

  /** From the row's commit, label and all, to the first line of the type. */
  private static void added(Session session, Run run) throws IOException, InterruptedException {
    Reading published = scrape -> scrape.sum(Scrape.PUBLISHED, label(ADDED));
    long begun = System.nanoTime();
    sql(
        run,
        "INSERT INTO bet_types (name, title, shape, enabled, min_role) VALUES ('%s', '%s',"
                .formatted(ADDED, ADDED)
            + " 'over_under', true, 'free')");
    while (published.of(Scrape.of(run.port())) == 0) {
      requireSoon(begun, "no line of " + ADDED);
      Thread.sleep(LOOK_MILLIS);
    }
    add(session, "row committed to first line, s", (System.nanoTime() - begun) / 1e9);
  }

  /** From the flag's commit to the last record that still was applied. */
  private static void switchedOff(Session session, Run run)
      throws IOException, InterruptedException {
    Reading applied = scrape -> scrape.sum(Scrape.ENDED, label("totals"), "outcome=\"applied\"");
    long begun = System.nanoTime();
    sql(run, "UPDATE bet_types SET enabled = false WHERE name = 'totals'");
    double last = applied.of(Scrape.of(run.port()));
    long changed = System.nanoTime();
    while (System.nanoTime() - changed < STILL_NANOS) {
      requireSoon(begun, "totals is still applied");
      double now = applied.of(Scrape.of(run.port()));
      if (now != last) {
        last = now;
        changed = System.nanoTime();
      }
      Thread.sleep(LOOK_MILLIS);
    }
    add(session, "flag committed to last write, s", (changed - begun) / 1e9);
  }

  /** How fast the lines of a type are published again. */
  private static void swept(Session session, Run run) throws IOException, InterruptedException {
    Reading lines = scrape -> scrape.sum("ev_sweep_lines_total{", label("totals"));
    double before = lines.of(Scrape.of(run.port()));
    long begun = System.nanoTime();
    sql(run, "UPDATE bet_types SET settings = '{\"take\": 0.0451}' WHERE name = 'totals'");
    long first = 0;
    double last = before;
    long changed = begun;
    while (first == 0 || System.nanoTime() - changed < STILL_NANOS) {
      requireSoon(begun, "the sweep does not end");
      double now = lines.of(Scrape.of(run.port()));
      if (now != last) {
        first = first == 0 ? System.nanoTime() : first;
        last = now;
        changed = System.nanoTime();
      }
      Thread.sleep(LOOK_MILLIS);
    }
    add(session, "settings committed to the sweep's first line, s", (first - begun) / 1e9);
    add(session, "swept lines", last - before);
    add(session, "swept lines/s", (last - before) / Math.max(1e-3, (changed - first) / 1e9));
  }

  private static void add(Session session, String name, double value) {
    Map<String, Double> figures = new LinkedHashMap<>();
    figures.put("value", value);
    session.add(Row.of("switches", name, figures));
  }

  private static String label(String betType) {
    return "bet_type=\"" + betType + '"';
  }

  private static void sql(Run run, String statement) throws IOException {
    run.bed().execute(run.database(), List.of(statement));
  }

  private static void requireSoon(long begun, String otherwise) throws IOException {
    if (System.nanoTime() - begun > LONGEST_NANOS) {
      throw new IOException(otherwise + " after a minute");
    }
  }
}
