package io.betintel.ev.migrations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.betintel.localstack.LocalStackExtension;
import io.betintel.localstack.PostgresServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(LocalStackExtension.class)
final class MigratorIT {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final List<String> MIGRATIONS = files();

  private final PostgresServer postgres;
  private final Queue<String> progress = new ConcurrentLinkedQueue<>();

  MigratorIT(PostgresServer postgres) {
    this.postgres = postgres;
  }

  @Test
  void freshDatabaseGetsEverythingAndASecondRunNothing() throws Exception {
    String url = postgres.createDatabase("migrate_fresh");

    assertThat(migrator(url).migrate(PATIENCE).applied()).hasSize(MIGRATIONS.size());
    Migrator.Report again = migrator(url).migrate(PATIENCE);

    assertThat(again.applied()).isEmpty();
    assertThat(again.version()).isEqualTo(MIGRATIONS.get(MIGRATIONS.size() - 1).substring(1, 15));
    assertThat(column(url, "SELECT unnest(enum_range(NULL::bet_type_enum))::text"))
        .startsWith(
            "h2h", "spreads", "totals", "player_points", "player_assists", "player_rebounds");
    assertThat(
            column(
                url, "SELECT name || ' ' || enabled || ' ' || min_role FROM bet_types ORDER BY 1"))
        .contains(
            "h2h true free",
            "player_assists false admin",
            "player_points true premium",
            "player_rebounds false admin",
            "spreads true free",
            "totals true free");
  }

  @Test
  void ofThreeAtOnceEachMigrationIsAppliedByOne() throws Exception {
    String url = postgres.createDatabase("migrate_three");
    ExecutorService three = Executors.newFixedThreadPool(3);
    try {
      List<CompletableFuture<List<String>>> applied = new ArrayList<>();
      for (int i = 0; i < 3; i++) {
        applied.add(
            CompletableFuture.supplyAsync(
                () -> {
                  try {
                    return migrator(url).migrate(PATIENCE).applied();
                  } catch (InterruptedException e) {
                    throw new IllegalStateException(e);
                  }
                },
                three));
      }
      List<String> together = new ArrayList<>();
      for (CompletableFuture<List<String>> each : applied) {
        together.addAll(each.get(60, TimeUnit.SECONDS));
      }
      assertThat(together).doesNotHaveDuplicates().hasSize(MIGRATIONS.size());
    } finally {
      three.shutdownNow();
    }
  }

  @Test
  void labelIsNeverUsedInTheTransactionThatAddsIt() throws Exception {
    String url = postgres.createDatabase("migrate_pair");
    migrator(url).migrate(PATIENCE);
    try (Connection connection = connect(url);
        Statement statement = connection.createStatement()) {
      connection.setAutoCommit(false);
      statement.execute("ALTER TYPE bet_type_enum ADD VALUE IF NOT EXISTS 'zz_steals'");
      // What the pair of migrations avoids: 55P04, unsafe use of a new value.
      assertThatThrownBy(() -> statement.execute("SELECT 'zz_steals'::bet_type_enum"))
          .isInstanceOfSatisfying(
              SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo("55P04"));
    }
    // Each label migration adds and does nothing else; the row stands in another one.
    assertThat(
            column(
                url,
                "SELECT script FROM flyway_schema_history WHERE script LIKE '%player%'"
                    + " ORDER BY installed_rank"))
        .startsWith(
            "V20260915090000__player_assists_label.sql",
            "V20260915090100__player_assists_catalogue.sql",
            "V20260922090000__player_rebounds_label.sql",
            "V20260922090100__player_rebounds_catalogue.sql");
  }

  @Test
  void lockThatSomebodyHoldsIsWaitedForAndDoesNotFailTheMigration() throws Exception {
    String url = postgres.createDatabase("migrate_locked");
    migrator(url).migrate(PATIENCE);
    undoLastPair(url);
    try (Connection holder = connect(url);
        Statement statement = holder.createStatement()) {
      holder.setAutoCommit(false);
      statement.execute("LOCK TABLE bet_types IN ACCESS EXCLUSIVE MODE");
      CompletableFuture<Migrator.Report> migration =
          CompletableFuture.supplyAsync(
              () -> {
                try {
                  return migrator(url).migrate(PATIENCE);
                } catch (InterruptedException e) {
                  throw new IllegalStateException(e);
                }
              });
      await().until(() -> !progress.isEmpty());
      holder.rollback();

      assertThat(migration.get(60, TimeUnit.SECONDS).applied())
          .containsExactly("20260922090100 player rebounds catalogue");
      assertThat(progress).anyMatch(line -> line.startsWith("Waiting for a lock"));
    }
  }

  @Test
  void olderBuildSucceedsOnANewerSchema() throws Exception {
    String url = postgres.createDatabase("migrate_newer");
    migrator(url).migrate(PATIENCE);
    // As a newer release would leave it: one version ahead, one that came in between.
    execute(
        url,
        """
        INSERT INTO flyway_schema_history
          (installed_rank, version, description, type, script, checksum, installed_by,
           execution_time, success)
        VALUES (100, '20991231000000', 'later', 'SQL', 'V20991231000000__later.sql', 1, 'ev', 1, true),
               (101, '20260916000000', 'between', 'SQL', 'V20260916000000__between.sql', 1, 'ev', 1,
                true)
        """);

    assertThat(migrator(url).migrate(PATIENCE).applied()).isEmpty();
  }

  @Test
  void databaseThatIsNotThereIsWaitedForWithinBoundsAndNamed() {
    Migrator migrator = migrator(postgres.jdbcUrl("migrate_absent"));

    assertThatThrownBy(() -> migrator.migrate(Duration.ofMillis(300)))
        .isInstanceOf(MigrationException.class)
        .hasMessageContaining("Gave up on")
        .hasMessageContaining("migrate_absent");
    assertThat(progress).anyMatch(line -> line.startsWith("Waiting for the database at jdbc:"));
  }

  @Test
  void catalogueRefusesWhatWorkersCouldNotRead() throws Exception {
    String url = postgres.createDatabase("migrate_checks");
    migrator(url).migrate(PATIENCE);
    for (String values :
        List.of(
            "('Player_Assists', 'x', 'over_under', 'admin', '{}', NULL)",
            "('unknown', 'x', 'over_under', 'admin', '{}', NULL)",
            "('ok', ' ', 'over_under', 'admin', '{}', NULL)",
            "('ok', 'x', 'triangle', 'admin', '{}', NULL)",
            "('ok', 'x', 'over_under', 'root', '{}', NULL)",
            "('ok', 'x', 'over_under', 'admin', '[]', NULL)",
            "('ok', 'x', 'over_under', 'admin', '{}', 'ok')")) {
      assertThatThrownBy(
              () ->
                  execute(
                      url,
                      "INSERT INTO bet_types (name, title, shape, min_role, settings, alias_of)"
                          + " VALUES "
                          + values))
          .as(values)
          .isInstanceOfSatisfying(
              SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo("23514"));
    }
  }

  @Test
  void aliasNamesABetTypeThatIsNoAliasAndIsNeverEnabled() throws Exception {
    String url = postgres.createDatabase("migrate_aliases");
    migrator(url).migrate(PATIENCE);
    execute(
        url, "UPDATE bet_types SET enabled = false, alias_of = 'spreads' WHERE name = 'totals'");
    for (String wrong :
        List.of(
            "UPDATE bet_types SET enabled = true WHERE name = 'totals'",
            "UPDATE bet_types SET alias_of = 'totals', enabled = false WHERE name = 'h2h'",
            "UPDATE bet_types SET alias_of = 'totals', enabled = false WHERE name = 'spreads'")) {
      assertThatThrownBy(() -> execute(url, wrong))
          .as(wrong)
          .isInstanceOfSatisfying(
              SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo("23514"));
    }
    assertThatThrownBy(
            () ->
                execute(
                    url,
                    "UPDATE bet_types SET alias_of = 'nothing', enabled = false WHERE name = 'h2h'"))
        .isInstanceOfSatisfying(
            SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo("23503"));
    // A bet type that has an alias is renamed with it, in one statement.
    execute(
        url,
        "UPDATE bet_types SET alias_of = 'h2h', enabled = false WHERE name IN ('totals', 'spreads')");
  }

  @Test
  void settingsVersionAndCatalogueVersionRiseByThemselves() throws Exception {
    String url = postgres.createDatabase("migrate_versions");
    migrator(url).migrate(PATIENCE);
    String versions =
        "SELECT settings_version || ' ' || version FROM bet_types, bet_types_version"
            + " WHERE name = 'h2h'";
    // 1 at first, and each statement that inserted rows raised it: those of the three migrations
    // here, and one for each bet type that was added since.
    String[] first = column(url, versions).get(0).split(" ", 2);
    long version = Long.parseLong(first[1]);
    assertThat(first[0]).isEqualTo("1");
    assertThat(version).isGreaterThanOrEqualTo(4);

    execute(url, "UPDATE bet_types SET enabled = false WHERE name = 'h2h'");
    String[] second = column(url, versions).get(0).split(" ", 2);
    assertThat(second[0]).isEqualTo("1");
    assertThat(Long.parseLong(second[1])).isGreaterThan(version);

    execute(url, "UPDATE bet_types SET settings = '{\"take\": 0.05}' WHERE name = 'h2h'");
    String[] third = column(url, versions).get(0).split(" ", 2);
    assertThat(third[0]).isEqualTo("2");
    assertThat(Long.parseLong(third[1])).isGreaterThan(Long.parseLong(second[1]));
  }

  @Test
  void eachEnablingHasItsOwnVersionAndSoHasARowMadeAnew() throws Exception {
    String url = postgres.createDatabase("migrate_enabled");
    migrator(url).migrate(PATIENCE);
    String version = "SELECT enabled_version::text FROM bet_types WHERE name = 'player_points'";
    long first = Long.parseLong(column(url, version).get(0));

    execute(url, "UPDATE bet_types SET enabled = false, title = 'x' WHERE name = 'player_points'");
    execute(url, "UPDATE bet_types SET title = 'y' WHERE name = 'player_points'");
    assertThat(column(url, version)).containsExactly(Long.toString(first));
    execute(url, "UPDATE bet_types SET enabled = true WHERE name = 'player_points'");
    long enabled = Long.parseLong(column(url, version).get(0));
    assertThat(enabled).isGreaterThan(first);
    execute(url, "UPDATE bet_types SET enabled = true WHERE name = 'player_points'");
    assertThat(column(url, version)).containsExactly(Long.toString(enabled));

    execute(
        url,
        "DELETE FROM bet_types WHERE name = 'player_points';"
            + " INSERT INTO bet_types (name, title, shape, enabled)"
            + " VALUES ('player_points', 'x', 'over_under', true)");
    assertThat(Long.parseLong(column(url, version).get(0))).isGreaterThan(enabled);
  }

  @Test
  void historyGetsComingDaysAndLosesOldOnes() throws Exception {
    String url = postgres.createDatabase("migrate_history");
    migrator(url).migrate(PATIENCE);
    String days =
        "SELECT count(*)::text FROM pg_inherits WHERE inhparent = 'bet_history'::regclass";
    // Today, three days to come, and the one for other days.
    assertThat(column(url, days)).containsExactly("5");

    assertThat(column(url, "SELECT maintain_bet_history(30, 5)::text")).containsExactly("2");
    assertThat(column(url, "SELECT maintain_bet_history(30, 5)::text")).containsExactly("0");
    execute(
        url,
        "CREATE TABLE bet_history_20200101 PARTITION OF bet_history"
            + " FOR VALUES FROM ('2020-01-01Z') TO ('2020-01-02Z')");
    assertThat(column(url, "SELECT maintain_bet_history(30, 5)::text")).containsExactly("1");
    assertThat(column(url, days)).containsExactly("7");
  }

  private static List<String> files() {
    try (Stream<Path> files = Files.list(Path.of("src/main/resources/db/migration"))) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Migrator migrator(String url) {
    return new Migrator(
        url,
        postgres.user(),
        postgres.password(),
        failures -> Duration.ofMillis(200),
        progress::add);
  }

  private void undoLastPair(String url) throws SQLException {
    execute(url, "DELETE FROM bet_types WHERE name = 'player_rebounds'");
    execute(url, "DELETE FROM flyway_schema_history WHERE version = '20260922090100'");
  }

  private Connection connect(String url) throws SQLException {
    return DriverManager.getConnection(url, postgres.user(), postgres.password());
  }

  private void execute(String url, String sql) throws SQLException {
    try (Connection connection = connect(url);
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private List<String> column(String url, String sql) throws SQLException {
    try (Connection connection = connect(url);
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(sql)) {
      List<String> values = new ArrayList<>();
      while (row.next()) {
        values.add(row.getString(1));
      }
      return values;
    }
  }
}
