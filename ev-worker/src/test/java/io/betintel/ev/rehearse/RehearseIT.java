package io.betintel.ev.rehearse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

import io.betintel.ev.migrations.MigrationException;
import io.betintel.ev.migrations.Migrator;
import io.betintel.ev.sink.postgres.MigratedDatabase;
import io.betintel.localstack.LocalStackExtension;
import io.betintel.localstack.PostgresServer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** What a real server says of migrations that are rehearsed on it. */
@ExtendWith(LocalStackExtension.class)
final class RehearseIT {
  private static int count;

  private final PostgresServer postgres;
  @TempDir private Path directory;
  private String url;
  private Connection connection;
  private int files;

  RehearseIT(PostgresServer postgres) {
    this.postgres = postgres;
  }

  @BeforeEach
  void fill() throws Exception {
    url = MigratedDatabase.create(postgres, "rehearse_" + count++);
    connection = DriverManager.getConnection(url, postgres.user(), postgres.password());
    execute("CREATE TABLE slips (id int PRIMARY KEY, stake int NOT NULL)");
    execute("INSERT INTO slips SELECT i, i FROM generate_series(1, 4000) i");
  }

  @AfterEach
  void disconnect() throws SQLException {
    connection.close();
  }

  @Test
  void aMigrationThatRewritesShowsItsLockItsRowsAndWhoWaits() throws Exception {
    migration(
        "ALTER TABLE slips ADD COLUMN note text", "ALTER TABLE slips ALTER stake TYPE numeric");

    Rehearsal rehearsal = rehearse();

    assertThat(rehearsal.failed()).isEmpty();
    assertThat(rehearsal.statements()).hasSize(2);
    Measured add = rehearsal.statements().get(0);
    assertThat(add.part()).isEqualTo("V20991231000001__m.sql");
    assertThat(add.statement()).isEqualTo("ALTER TABLE slips ADD COLUMN note text");
    assertThat(add.lock()).isEqualTo("ACCESS EXCLUSIVE");
    assertThat(add.on()).containsExactly("slips");
    assertThat(add.earlier()).isFalse();
    assertThat(add.rewritten()).isEmpty();
    Measured type = rehearsal.statements().get(1);
    assertThat(type.lock()).isEqualTo("ACCESS EXCLUSIVE");
    assertThat(type.on()).contains("slips");
    assertThat(type.rewritten()).containsExactly(entry("slips", 4000L));
    // The first statement's lock is held while the second one rewrites.
    assertThat(add.waiting().writers()).isGreaterThanOrEqualTo(type.time());
    assertThat(rehearsal.waits().get("slips")).isEqualTo(add.waiting());
    assertThat(add.waiting().readers()).isEqualTo(add.waiting().writers());
  }

  /** It reads a type's definition, which takes a reader's lock on the type. */
  @Test
  void aReadersLockDoesNotHideTheTablesLock() throws Exception {
    execute(
        "INSERT INTO bets (line_id, outcome, event_id, bet_type, offers, reference_books, method,"
            + " consensus, settings_version, market_time, valid_until, recorded_at, version)"
            + " SELECT 'line ' || i, 'Over', 'event', 'h2h', '[]', '[]', 'shin', 'mean', 1, now(), now(),"
            + " now(), i FROM generate_series(1, 100) AS i");
    migration(
        "ALTER TABLE bets ADD COLUMN noted_by text",
        "ALTER TABLE bets ADD COLUMN noted_at timestamptz DEFAULT clock_timestamp()");

    Measured rewrite = rehearse().statements().get(1);

    assertThat(rewrite.lock()).isEqualTo("ACCESS EXCLUSIVE");
    assertThat(rewrite.on()).containsExactly("bets");
    assertThat(rewrite.earlier()).isTrue();
    assertThat(rewrite.rewritten()).containsExactly(entry("bets", 100L));
  }

  @Test
  void migrationsThatStopNobodySaySo() throws Exception {
    migration("CREATE INDEX CONCURRENTLY slips_by_stake ON slips (stake)");
    migration("ALTER TYPE bet_type_enum ADD VALUE 'zz_new'");
    migration("CREATE TABLE notes (name text REFERENCES bet_types (name))");
    migration("UPDATE slips SET stake = 0 WHERE id <= 10");
    migration("CREATE TABLE more (id int)", "ALTER TABLE more ADD COLUMN note text DEFAULT 'none'");

    Rehearsal rehearsal = rehearse();

    assertThat(rehearsal.statements()).hasSize(6);
    Measured index = rehearsal.statements().get(0);
    assertThat(index.lock()).isEqualTo("SHARE UPDATE EXCLUSIVE");
    assertThat(index.on()).containsExactly("slips");
    Measured label = rehearsal.statements().get(1);
    assertThat(label.lock()).isEqualTo("EXCLUSIVE");
    assertThat(label.on()).containsExactly("type bet_type_enum");
    // A foreign key takes a lock on the table that it leads to; writers of that wait.
    assertThat(rehearsal.waits()).containsOnlyKeys("bet_types");
    assertThat(rehearsal.waits().get("bet_types").readers()).isZero();
    Measured update = rehearsal.statements().get(3);
    assertThat(update.written()).isEqualTo(10);
    assertThat(update.lock()).isEqualTo("ROW EXCLUSIVE");
    // Nobody else knows a table before its transaction ends.
    assertThat(rehearsal.statements().get(5).lock()).isEmpty();
    assertThat(rehearsal.statements()).allMatch(measured -> measured.rewritten().isEmpty());
  }

  @Test
  void aStatementThatFailsIsNamedAndItsTransactionRolledBack() throws Exception {
    migration("CREATE TABLE whole (id int)");
    migration("CREATE TABLE half (id int)", "ALTER TABLE slips ADD CHECK (stake < 4000)");
    migration("CREATE TABLE never (id int)");
    Meter meter = meter();

    assertThatThrownBy(() -> rehearse(meter)).isInstanceOf(MigrationException.class);

    Failure failed = meter.rehearsal().failed().orElseThrow();
    assertThat(failed.part()).isEqualTo("V20991231000002__m.sql");
    assertThat(failed.statement()).isEqualTo("ALTER TABLE slips ADD CHECK (stake < 4000)");
    assertThat(failed.reason()).contains("is violated by some row");
    assertThat(meter.rehearsal().statements())
        .extracting(Measured::statement)
        .containsExactly("CREATE TABLE whole (id int)");
    assertThat(exists("whole")).isTrue();
    assertThat(exists("half")).isFalse();
    assertThat(exists("never")).isFalse();
  }

  @Test
  void aLockThatIsHadAtTheSecondAttemptIsNoFailure() throws Exception {
    migration("ALTER TABLE slips ADD COLUMN note text");
    connection.setAutoCommit(false);
    execute("SELECT count(*) FROM slips");
    Meter meter = meter();

    Rehearsal rehearsal = rehearse(meter, waiting -> release());

    assertThat(rehearsal.failed()).isEmpty();
    assertThat(rehearsal.statements()).singleElement().extracting(Measured::times).isEqualTo(1L);
  }

  @Test
  void aTableThatIsEmptiedIsNotRewritten() throws Exception {
    migration("TRUNCATE slips");

    assertThat(rehearse().statements())
        .singleElement()
        .satisfies(
            truncated -> {
              assertThat(truncated.rewritten()).containsExactly(entry("slips", 0L));
              assertThat(truncated.lock()).isEqualTo("ACCESS EXCLUSIVE");
            });
  }

  private void migration(String... statements) throws Exception {
    files++;
    Files.writeString(
        directory.resolve("V2099123100000" + files + "__m.sql"),
        "SET LOCAL lock_timeout = '200ms';\n" + String.join(";\n", statements) + ";\n");
  }

  private Meter meter() {
    return new Meter(
        MeteredMigrations::isOfScript,
        () -> DriverManager.getConnection(url, postgres.user(), postgres.password()));
  }

  private Rehearsal rehearse() throws Exception {
    return rehearse(meter());
  }

  private Rehearsal rehearse(Meter meter) throws Exception {
    return rehearse(meter, waiting -> {});
  }

  private Rehearsal rehearse(Meter meter, Consumer<String> progress) throws Exception {
    new Migrator(
            url, postgres.user(), postgres.password(), failures -> Duration.ofMillis(100), progress)
        .of(directory)
        .watchedBy(new MeteredMigrations(meter))
        .migrate(Duration.ofSeconds(20));
    return meter.rehearsal();
  }

  private void release() {
    try {
      connection.rollback();
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private boolean exists(String table) throws SQLException {
    try (Statement statement = connection.createStatement();
        var row = statement.executeQuery("SELECT to_regclass('" + table + "') IS NOT NULL")) {
      row.next();
      return row.getBoolean(1);
    }
  }

  private void execute(String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }
}
