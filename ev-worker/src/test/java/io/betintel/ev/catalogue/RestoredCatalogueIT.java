package io.betintel.ev.catalogue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.betintel.ev.odds.BetType;
import io.betintel.ev.ops.WorkerIdentity;
import io.betintel.ev.sink.postgres.MigratedDatabase;
import io.betintel.localstack.LocalStack;
import io.betintel.localstack.LocalStackExtension;
import java.io.StringReader;
import java.io.StringWriter;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyManager;

/**
 * The catalogue of a restored database. The tables are copied out and in without triggers, which is
 * what pg_dump and pg_restore do with rows; their binaries are not part of the local stack.
 */
@ExtendWith(LocalStackExtension.class)
final class RestoredCatalogueIT {
  private static final List<String> TABLES =
      List.of("bet_types", "bet_types_version", "worker_heartbeats");
  private static final CatalogueConfig CONFIG =
      new CatalogueConfig(Duration.ofMillis(50), Duration.ofMillis(500));

  private final MigratedDatabase database;
  private final LiveWorkers workers;
  private final PostgresBetTypeCatalogue running;
  private PostgresBetTypeCatalogue restarted;

  RestoredCatalogueIT(LocalStack stack) {
    database = new MigratedDatabase(stack.postgres());
    workers = new LiveWorkers(database.pool(), CONFIG);
    running = worker("running");
    restarted = worker("restarted");
  }

  @AfterEach
  void close() {
    running.close();
    restarted.close();
    database.close();
  }

  @Test
  void workersFollowAndAcknowledgeItAndNoNumberComesTwice() throws Exception {
    start(running);
    start(restarted);
    Map<String, String> backup = dump();
    long saved = version();
    long savedEnabling = enabling("h2h");

    database.execute("UPDATE bet_types SET enabled = false WHERE name = 'h2h'");
    database.execute("UPDATE bet_types SET enabled = true WHERE name = 'h2h'");
    database.execute("UPDATE bet_types SET enabled = true WHERE name = 'player_assists'");
    long lost = version();
    long lostEnabling = enabling("h2h");
    awaitAll(lost);

    restarted.close();
    restore(backup);
    assertThat(version()).isEqualTo(saved);
    // Those that still act on the lost catalogue have acknowledged nothing of this one.
    assertThat(workers.now()).noneMatch(worker -> worker.acknowledged(lost));
    await().until(() -> running.current().version() == saved);
    assertThat(serves(running, "player_assists")).isFalse();
    restarted = worker("restarted");
    start(restarted);
    assertThat(restarted.current().version()).isEqualTo(saved);
    awaitAll(saved);

    // A change after the restore is not taken for the one that was lost.
    database.execute("UPDATE bet_types SET enabled = false WHERE name = 'h2h'");
    long next = version();
    assertThat(next).isGreaterThan(lost);
    assertThat(workers.now())
        .filteredOn(worker -> worker.acknowledged(next))
        .noneMatch(worker -> worker.serves(new BetType("h2h")));
    awaitAll(next);
    assertThat(serves(running, "h2h")).isFalse();
    assertThat(serves(restarted, "h2h")).isFalse();

    database.execute("UPDATE bet_types SET enabled = true WHERE name = 'h2h'");
    assertThat(enabling("h2h")).isGreaterThan(lostEnabling).isGreaterThan(savedEnabling);
    awaitAll(version());
  }

  /** What the operations guide says to run after a restore: every line is published again. */
  @Test
  void everyTypeGetsANewerNumberThanAnyThatWasLost() throws Exception {
    start(running);
    Map<String, String> backup = dump();
    database.execute("UPDATE bet_types SET settings = '{\"take\": 0.07}' WHERE name = 'totals'");
    long lostEnabling = enabling("totals");
    restore(backup);
    assertThat(enabling("totals")).isLessThan(lostEnabling);

    database.execute(
        "UPDATE bet_types SET enabled_version = next_catalogue_number(enabled_version)");
    assertThat(enabling("totals")).isGreaterThan(lostEnabling);
    awaitAll(version());
  }

  private void start(PostgresBetTypeCatalogue worker) throws InterruptedException {
    worker.start();
    worker.awaitFirst();
  }

  private void awaitAll(long version) {
    await()
        .atMost(Duration.ofSeconds(20))
        .until(
            () -> {
              List<Heartbeat> live = workers.now();
              return !live.isEmpty() && live.stream().allMatch(each -> each.version() == version);
            });
  }

  private Map<String, String> dump() throws Exception {
    Map<String, String> rows = new LinkedHashMap<>();
    try (Connection connection = database.pool().getConnection()) {
      for (String table : TABLES) {
        StringWriter out = new StringWriter();
        copies(connection).copyOut("COPY " + table + " TO STDOUT", out);
        rows.put(table, out.toString());
      }
    }
    return rows;
  }

  private void restore(Map<String, String> rows) throws Exception {
    try (Connection connection = database.pool().getConnection();
        Statement statement = connection.createStatement()) {
      connection.setAutoCommit(false);
      statement.execute("SET LOCAL session_replication_role = replica");
      for (String table : TABLES) {
        statement.execute("DELETE FROM " + table);
        copies(connection)
            .copyIn("COPY " + table + " FROM STDIN", new StringReader(rows.get(table)));
      }
      connection.commit();
    }
  }

  private static CopyManager copies(Connection connection) throws Exception {
    return connection.unwrap(PGConnection.class).getCopyAPI();
  }

  private long version() {
    return Long.parseLong(database.query("SELECT version FROM bet_types_version"));
  }

  private long enabling(String betType) {
    return Long.parseLong(
        database.query("SELECT enabled_version FROM bet_types WHERE name = '" + betType + "'"));
  }

  private static boolean serves(PostgresBetTypeCatalogue worker, String betType) {
    return worker.current().served(new BetType(betType)) == Served.SERVED;
  }

  private PostgresBetTypeCatalogue worker(String id) {
    return new PostgresBetTypeCatalogue(
        database.pool(),
        CONFIG,
        Optional.of(
            new WorkerIdentity(id, "1.2.3", "here", Instant.parse("2026-11-01T12:00:00Z"))));
  }
}
