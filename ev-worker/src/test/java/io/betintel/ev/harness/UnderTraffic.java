package io.betintel.ev.harness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.function.BooleanSupplier;

/**
 * An installation whose worker has events to price all the time, while something breaks. Once it is
 * whole again, every part must get on, come to its end, and leave no difference; what was seen
 * becomes a row of the table in {@code docs/faults.md}. Closing it closes the installation.
 */
public final class UnderTraffic implements AutoCloseable {
  /** How soon a part that cannot get on must say so. */
  public static final Duration SAID = Duration.ofSeconds(30);

  private static final int PER_SECOND = 100;
  private static final int MARKETS = 500;
  private static final Duration PATIENCE = Duration.ofMinutes(3);
  private static final Duration LOOK = Duration.ofMillis(300);
  private static final Path ROWS = Path.of("target", "recoveries");

  private final Installation installation;
  private final Traffic traffic;
  private List<WorkerProcess> workers;
  private String said = "-";

  private UnderTraffic(Installation installation, WorkerProcess worker, Traffic traffic) {
    this.installation = installation;
    this.workers = List.of(worker);
    this.traffic = traffic;
  }

  /** Starts a worker and the events, and returns once every part gets on. */
  public static UnderTraffic begin(Installation installation, long seed) {
    System.out.println("seed " + seed);
    WorkerProcess worker = installation.start().awaitReady();
    Traffic traffic =
        Traffic.start(installation, new OddsGenerator(seed, MARKETS)::events, PER_SECOND);
    UnderTraffic begun = new UnderTraffic(installation, worker, traffic);
    begun.moves("before the fault");
    return begun;
  }

  public Installation installation() {
    return installation;
  }

  /** The first of those that are looked at. */
  public WorkerProcess worker() {
    return workers.get(0);
  }

  /** Other workers are looked at from here. */
  public void watch(WorkerProcess... others) {
    workers = List.of(others);
  }

  /** Every part of each worker gets on from here: each has partitions of every group. */
  public void moves(String when) {
    List<Pace> before = workers.stream().map(Pace::of).toList();
    for (int each = 0; each < workers.size(); each++) {
      WorkerProcess worker = workers.get(each);
      Pace its = before.get(each);
      await(when).atMost(PATIENCE).pollInterval(LOOK).until(() -> Pace.of(worker).isBeyond(its));
    }
  }

  /** Returns once the worker says what is wrong, which it must do soon. */
  public void says(String what, BooleanSupplier said) {
    long began = System.nanoTime();
    await(what).atMost(SAID).pollInterval(LOOK).until(said::getAsBoolean);
    this.said = seconds(began);
    System.out.println(what + ": after " + this.said + " s");
  }

  /** The same, by what {@code /health/ready} has in its text. */
  public void says(String text) {
    says(text, () -> worker().readiness().contains(text));
  }

  /** Whether a sink's lag is unknown, as it must be while nobody can tell. */
  public boolean lagIsUnknown(String sink) {
    return Double.isNaN(worker().metric("ev_sink_lag_records", "sink=\"" + sink + '"'))
        && Double.isNaN(worker().metric("ev_sink_lag_seconds", "sink=\"" + sink + '"'));
  }

  /**
   * To be called when the fault is over: everything gets on, is ready, and comes to its end;
   * nothing differs then, and no row of history is there twice.
   *
   * @param fault its name in the table
   */
  public void workedOff(String fault) throws Exception {
    workedOff(fault, true);
  }

  /** The same where {@code ev.lines} was made again: its offsets, the versions, begin anew. */
  public void workedOffWithNewLines(String fault) throws Exception {
    workedOff(fault, false);
  }

  private void workedOff(String fault, boolean sameLines) throws Exception {
    long began = System.nanoTime();
    moves(fault);
    String moving = seconds(began);
    await(fault)
        .atMost(PATIENCE)
        .pollInterval(LOOK)
        .until(() -> workers.stream().allMatch(WorkerProcess::ready));
    String ready = seconds(began);
    traffic.stop();
    AuditRun audit = AuditRun.cleanAtRest(installation);
    if (sameLines) {
      assertThat(
              installation.query(
                  "SELECT count(*) FROM (SELECT FROM bet_history"
                      + " GROUP BY line_id, outcome, version HAVING count(*) > 1) AS doubled"))
          .isEqualTo("0");
    }
    assertThat(workers).allMatch(WorkerProcess::alive);
    write(
        fault,
        "| %s | %s | %s | %s | %,d | %,d | %,d | %,d |"
            .formatted(
                fault,
                said,
                moving,
                ready,
                installation.sent().all().size(),
                audit.number("compared", "quotes"),
                audit.number("compared", "rows"),
                audit.number("compared", "entries")));
  }

  private static void write(String fault, String row) throws IOException {
    System.out.println(row);
    Path file = Files.createDirectories(ROWS).resolve(fault.replaceAll("[^A-Za-z0-9]+", "-"));
    Files.writeString(file, row + "\n");
  }

  private static String seconds(long since) {
    return String.format(Locale.ROOT, "%.1f", (System.nanoTime() - since) / 1e9);
  }

  @Override
  public void close() {
    traffic.close();
    installation.close();
  }
}
