package io.betintel.ev.migrations;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The gate of the build over every migration, and a bad sample for each of its rules. */
class MigrationLintTest {
  private static final Path FOLDER = Path.of("src/main/resources/db/migration");
  private static final String FILE = "V20260901120000__what.sql";
  private static final String HEAD = "SET LOCAL lock_timeout = '2s';\n";

  @Test
  void everyMigrationPasses() throws IOException {
    assertThat(MigrationLint.check(migrations())).isEmpty();
  }

  @Test
  void aLabelIsNotUsedInTheTransactionThatAddsIt() {
    assertOnly(
        HEAD
            + "ALTER TYPE bet_type_enum ADD VALUE IF NOT EXISTS 'steals';\n"
            + "UPDATE bets SET outcome = 'x' WHERE bet_type::text = 'steals';",
        "uses steals in the transaction that adds it (55P04)");
    assertOnly(
        HEAD
            + "ALTER TYPE bet_type_enum ADD VALUE IF NOT EXISTS 'steals';\n"
            + "INSERT INTO bet_types (name, title, shape) VALUES ('steals', 'S', 'over_under');",
        "uses steals in the transaction that adds it (55P04)");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "CREATE TABLE x (a int);",
        "-- SET LOCAL lock_timeout = '2s';\nCREATE TABLE x (a int);",
        "CREATE TABLE x (a int);\nSET LOCAL lock_timeout = '2s';",
      })
  void everyMigrationBeginsWithALockTimeout(String sql) {
    assertOnly(sql, "does not begin with SET LOCAL lock_timeout");
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "'10min'", "'60s'", "60000"})
  void theLockTimeoutIsShortAndNotOff(String value) {
    assertThat(check("SET LOCAL lock_timeout = " + value + ";")).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ALTER TABLE bets ALTER COLUMN bet_type TYPE bet_type_enum2",
        "ALTER TABLE public.bets ALTER version SET DATA TYPE numeric",
        "ALTER TABLE bets ADD COLUMN seen timestamptz DEFAULT clock_timestamp()",
        "ALTER TABLE events ADD COLUMN n bigserial",
        "ALTER TABLE events ADD COLUMN s text GENERATED ALWAYS AS (sport_key) STORED",
        "ALTER TABLE bet_history SET UNLOGGED",
        "CLUSTER bets",
        "VACUUM FULL bets",
      })
  void aLargeTableIsNotRewritten(String statement) {
    assertThat(check(HEAD + statement + ";")).hasSize(1).first().asString().contains("rewrites");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ALTER TABLE bets ALTER COLUMN best_ev SET NOT NULL",
        "ALTER TABLE bets ADD CONSTRAINT c CHECK (best_ev > -1)",
        "CREATE INDEX i ON bets (best_ev)",
      })
  void aLargeTableIsNotReadUnderALock(String statement) {
    assertThat(check(HEAD + statement + ";")).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ALTER TABLE bets ADD COLUMN note text",
        "ALTER TABLE bets ADD COLUMN n int NOT NULL DEFAULT 0",
        "ALTER TABLE bets ADD CONSTRAINT c CHECK (best_ev > -1) NOT VALID",
        "ALTER TABLE bet_types ALTER COLUMN title TYPE varchar",
        "CREATE TABLE fresh (a int); ALTER TABLE fresh ALTER COLUMN a TYPE bigint",
        "CREATE INDEX CONCURRENTLY i ON bets (best_ev)",
        "COMMENT ON TABLE bets IS 'never ALTER TABLE bets ALTER x TYPE y; it''s slow'",
      })
  void whatIsQuickPasses(String statement) {
    assertThat(check(HEAD + statement + ";")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "DROP TYPE bet_type_enum",
        "DELETE FROM pg_enum WHERE enumlabel = 'h2h'",
        "ALTER TYPE bet_type_enum RENAME VALUE 'h2h' TO 'moneyline'",
        "ALTER TYPE bet_type_enum RENAME TO old",
      })
  void aLabelIsNeverRemovedOrRenamed(String statement) {
    assertOnly(HEAD + statement + ";", "removes or renames a label");
  }

  @Test
  void whatARestructureWritesForOtherDatabasesPasses() {
    Map<String, String> migrations = new TreeMap<>();
    migrations.put(
        "V20260901120000__a.sql",
        HEAD + "CREATE TYPE bet_type_enum AS ENUM ('h2h', 'totals', 'player_dimes', 'steals');");
    LabelTarget target =
        new LabelTarget(
            List.of("totals", "player_assists", "h2h"),
            Map.of("player_dimes", "player_assists", "steals", ""));
    migrations.put(
        LabelTarget.file(Instant.parse("2026-09-01T12:00:01Z"), migrations.keySet()), target.sql());

    assertThat(MigrationLint.check(migrations)).isEmpty();
    assertThat(migrations).containsKey("V20260901120001__bet_type_labels.sql");
    assertThat(MigrationLint.labels(migrations)).containsExactly("h2h", "player_assists", "totals");

    // Another branch's label, which this branch's target knows nothing of.
    migrations.put(
        "V20260901110000__b_label.sql",
        HEAD + "ALTER TYPE bet_type_enum ADD VALUE IF NOT EXISTS 'blocks';");
    assertThat(MigrationLint.check(migrations))
        .singleElement()
        .asString()
        .contains("V20260901120001__bet_type_labels.sql says nothing of blocks");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SELECT bet_type_labels(ARRAY(SELECT 'h2h'), ARRAY[]::text[])",
        "SELECT bet_type_labels(ARRAY['h2h'], ARRAY['totals; DROP TABLE bets']::text[])",
        "SELECT bet_type_labels(ARRAY['h2h', lower('X')], ARRAY[]::text[])",
        "SELECT 1, bet_type_labels(ARRAY['h2h'], ARRAY[]::text[])",
      })
  void theFunctionBehindItIsNotCalledInAnotherWay(String statement) {
    assertOnly(HEAD + statement + ";", "calls bet_type_labels in its own way");
  }

  @ParameterizedTest
  @CsvSource({
    "Player_Assists, 2",
    "playerassists, 1",
    "player__assists, 1",
    "unknown, 1",
    "other, 1",
    "none, 1",
    "1st_half, 1",
  })
  void aNearDuplicateOrABadNameIsRefused(String label, int complaints) {
    Map<String, String> migrations = new TreeMap<>();
    migrations.put("V20260901120000__a.sql", HEAD + "CREATE TYPE bet_type_enum AS ENUM ('h2h');");
    migrations.put(
        "V20260901120001__b.sql",
        HEAD + "ALTER TYPE bet_type_enum ADD VALUE IF NOT EXISTS 'player_assists';");
    assertThat(MigrationLint.check(migrations)).isEmpty();

    migrations.put(
        "V20260901120002__c.sql",
        HEAD + "ALTER TYPE bet_type_enum ADD VALUE IF NOT EXISTS '" + label + "';");

    assertThat(MigrationLint.check(migrations))
        .hasSize(complaints)
        .allMatch(line -> line.startsWith("V20260901120002__c.sql "));
  }

  @Test
  void aLabelIsAppendedAndMayBeThereAlready() {
    assertOnly(
        HEAD + "ALTER TYPE bet_type_enum ADD VALUE 'steals';", "adds steals without IF NOT EXISTS");
    assertOnly(
        HEAD + "ALTER TYPE bet_type_enum ADD VALUE IF NOT EXISTS 'steals' BEFORE 'h2h';",
        "adds steals in between");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "UPDATE bets SET outcome = '' WHERE bet_type = 'h2h'::bet_type_enum",
        "UPDATE bets SET outcome = '' WHERE bet_type = CAST('h2h' AS bet_type_enum)",
        "UPDATE bets SET outcome = '' WHERE bet_type = bet_type_enum 'h2h'",
        "CREATE FUNCTION f() RETURNS int LANGUAGE sql AS $$ SELECT 'h2h'::bet_type_enum $$",
        "SELECT 'bet_type_enum'::regtype",
      })
  void aTypedCastIsRefused(String statement) {
    assertOnly(HEAD + statement + ";", "casts to bet_type_enum directly");
  }

  @Test
  void aCastThroughTextPasses() {
    assertThat(check(HEAD + "SELECT 'h2h'::text::bet_type_enum;")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "V5__what.sql",
        "R__what.sql",
        "V20261399000000__what.sql",
        "V20260901120000__W.sql"
      })
  void aVersionIsAUtcTimestamp(String file) {
    assertThat(MigrationLint.check(Map.of(file, HEAD))).hasSize(1);
  }

  @Test
  void noTwoMigrationsHaveOneVersion() {
    assertThat(
            MigrationLint.check(
                Map.of("V20260901120000__a.sql", HEAD, "V20260901120000__b.sql", HEAD)))
        .containsExactly("V20260901120000__b.sql has the same version as V20260901120000__a.sql");
  }

  private static void assertOnly(String sql, String complaint) {
    assertThat(check(sql)).hasSize(1).first().asString().startsWith(FILE + " " + complaint);
  }

  private static List<String> check(String sql) {
    return MigrationLint.check(Map.of(FILE, sql));
  }

  private static Map<String, String> migrations() throws IOException {
    Map<String, String> migrations = new TreeMap<>();
    try (Stream<Path> files = Files.list(FOLDER)) {
      for (Path file : files.toList()) {
        migrations.put(file.getFileName().toString(), Files.readString(file));
      }
    }
    assertThat(migrations).isNotEmpty();
    return migrations;
  }
}
