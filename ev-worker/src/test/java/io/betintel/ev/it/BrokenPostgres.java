package io.betintel.ev.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.betintel.ev.harness.Installation;
import io.betintel.ev.harness.Pace;
import io.betintel.ev.harness.UnderTraffic;
import io.betintel.ev.harness.WorkerProcess;
import io.betintel.localstack.LocalStack;
import io.betintel.localstack.PostgresServer;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.function.BooleanSupplier;

/** A worker under traffic whose database breaks. Closing it leaves the server whole and running. */
final class BrokenPostgres implements AutoCloseable {
  private static final Duration SOON = Duration.ofSeconds(30);

  /** The worker's sessions, and nobody else's. */
  static final String WORKERS =
      " FROM pg_stat_activity WHERE datname = current_database()"
          + " AND application_name IN ('ev-worker', 'ev-housekeeping') ";

  private final PostgresServer server;
  private final UnderTraffic all;

  BrokenPostgres(LocalStack stack, long seed) throws Exception {
    server = stack.postgres();
    all = UnderTraffic.begin(Installation.of(stack), seed);
  }

  PostgresServer server() {
    return server;
  }

  Installation installation() {
    return all.installation();
  }

  WorkerProcess worker() {
    return all.worker();
  }

  void moves(String when) {
    all.moves(when);
  }

  void says(String what, BooleanSupplier said) {
    all.says(what, said);
  }

  /** Returns once the worker says that nobody answers. */
  void saysThatItIsAway() {
    all.says("PostgreSQL is said to be away", this::isSaidToBeAway);
  }

  boolean isSaidToBeAway() {
    String says = worker().readiness();
    return says.contains("postgres WAITING ")
        && says.contains("catalogue WAITING keeping version ")
        && all.lagIsUnknown("postgres");
  }

  /** Of the sink alone: the rest of the database answers. */
  boolean sinkIsSaidToWait() {
    return worker().readiness().contains("postgres WAITING ") && all.lagIsUnknown("postgres");
  }

  /** The same later on: whatever is told of its lag, it is not 0. */
  boolean sinkStillWaits() {
    return worker().readiness().contains("postgres WAITING ")
        && worker().metric("ev_sink_lag_records", "sink=\"postgres\"") != 0;
  }

  /**
   * So long the fault lasts. All the time the worker lives, says what is wrong and is not ready;
   * pricing and the other sink go on.
   */
  void lasts(Duration time, BooleanSupplier said) throws InterruptedException {
    Pace then = Pace.of(worker());
    long end = System.nanoTime() + time.toNanos();
    do {
      assertThat(worker().status("/health/live")).isEqualTo(200);
      assertThat(said.getAsBoolean()).as(worker().readiness()).isTrue();
      assertThat(worker().ready()).isFalse();
      Thread.sleep(500); // what must be true all the time is looked at again and again
    } while (System.nanoTime() < end);
    othersGoOnFrom(then);
  }

  /** The same of a fault that lets a small write through now and then. */
  void lastsWithGaps(Duration time) throws InterruptedException {
    Pace then = Pace.of(worker());
    Thread.sleep(time.toMillis()); // how long it lasts is a part of the fault
    assertThat(worker().status("/health/live")).isEqualTo(200);
    await("it is still said").atMost(UnderTraffic.SAID).until(this::sinkIsSaidToWait);
    othersGoOnFrom(then);
  }

  /** Pricing and the sink of Redis go on. */
  void othersGoOnFrom(Pace then) {
    await("pricing and Redis")
        .atMost(SOON)
        .until(
            () -> {
              Pace now = Pace.of(worker());
              return now.consumed() > then.consumed() && now.cached() > then.cached();
            });
  }

  /** Ends every session in its database, ours too; new ones have the settings as they are now. */
  void endSessions() throws SQLException {
    administer(
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '"
            + database()
            + "'");
  }

  /** How far the sink has come in each partition, by the database. */
  Map<String, Long> positions() throws SQLException {
    return installation()
        .numbers("SELECT partition::text, next_offset FROM sink_offsets WHERE sink = 'postgres'");
  }

  /** Its data as they are now: stops it for that, and returns once the worker goes on. */
  Path copy(Path parent) {
    Path copy = parent.resolve(UUID.randomUUID().toString());
    server.stop();
    server.saveData(copy);
    server.start();
    moves("copied");
    return copy;
  }

  /** Replaces the server's data by a copy of them. */
  void failOverTo(Path copy) {
    server.stop();
    server.restoreData(copy);
    server.start();
  }

  /** A session beside the worker's, with which no transaction is begun. */
  Connection session() throws SQLException {
    return session(database());
  }

  Connection session(String database) throws SQLException {
    return DriverManager.getConnection(server.jdbcUrl(database), server.user(), server.password());
  }

  String database() {
    return installation().applicationId(); // the database has the same name
  }

  /** Changes the server's or a database's settings from a database that none of them is for. */
  void administer(String... statements) throws SQLException {
    try (Connection connection = session("postgres");
        Statement statement = connection.createStatement()) {
      statement.execute("SET synchronous_commit = local"); // waits for no standby
      for (String sql : statements) {
        statement.execute(sql);
      }
    }
  }

  static String first(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(sql)) {
      return row.next() ? row.getString(1) : "";
    }
  }

  void workedOff(String fault) throws Exception {
    all.workedOff("PostgreSQL " + fault);
  }

  @Override
  public void close() {
    server.start();
    all.close();
  }
}
