package io.betintel.ev.drift;

import static org.assertj.core.api.Assertions.assertThat;

import io.betintel.ev.catalogue.CatalogueConfig;
import io.betintel.ev.catalogue.CatalogueTable;
import io.betintel.ev.catalogue.LiveWorkers;
import io.betintel.ev.sink.postgres.MigratedDatabase;
import io.betintel.localstack.LocalStack;
import io.betintel.localstack.LocalStackExtension;
import java.sql.Connection;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(LocalStackExtension.class)
final class DriftTablesIT {
  private final MigratedDatabase database;
  private final DriftTables tables;

  DriftTablesIT(LocalStack stack) {
    database = new MigratedDatabase(stack.postgres());
    tables =
        new DriftTables(
            database.pool(),
            new CatalogueTable(),
            new LiveWorkers(
                database.pool(),
                new CatalogueConfig(Duration.ofMillis(50), Duration.ofMillis(500))));
  }

  @AfterEach
  void close() {
    database.close();
  }

  /** 150,000 rows of today before it, or three weeks: the whole history is known. */
  @Test
  void aNameOfTheWholeHistoryIsKnownAsLongAsARowHasIt() throws Exception {
    store("h2h", "now()", 150_000);
    store("Rogue", "now() - interval '21 days'", 1);
    store("H2H", "now()", 1);
    assertThat(tables.read().stored().get("bet_history"))
        .containsExactlyInAnyOrder("h2h", "Rogue", "H2H");
    // The trigger has noted each once for its day.
    assertThat(database.query("SELECT bet_type FROM bet_history_types ORDER BY day, bet_type"))
        .isEqualTo("Rogue\nH2H\nh2h");

    database.execute("DELETE FROM bet_history WHERE bet_type = 'Rogue'");

    assertThat(tables.read().stored().get("bet_history")).containsExactlyInAnyOrder("h2h", "H2H");
  }

  @Test
  void anExpectationCountsUntilItExpires() throws Exception {
    Instant now = Instant.now();
    try (Connection connection = database.pool().getConnection()) {
      for (String reason : List.of("first", "kept on purpose")) {
        ExpectationTable.put(
            connection, new Expectation("labels:old:missing", reason, now.plusSeconds(3_600), "x"));
      }
      ExpectationTable.put(
          connection, new Expectation("build:h2h:missing", "past", now.minusSeconds(1), "x"));
    }
    assertThat(tables.read().expected())
        .singleElement()
        .satisfies(one -> assertThat(one.finding()).isEqualTo("labels:old:missing"))
        .satisfies(one -> assertThat(one.because()).isEqualTo("kept on purpose"));
    try (Connection connection = database.pool().getConnection()) {
      assertThat(ExpectationTable.withdraw(connection, "labels:old:missing")).isTrue();
      assertThat(ExpectationTable.withdraw(connection, "labels:old:missing")).isFalse();
    }
    assertThat(tables.read().expected()).isEmpty();
  }

  private void store(String betType, String at, int rows) {
    database.execute(
        """
        INSERT INTO bet_history (line_id, outcome, version, recorded_at, event_id, bet_type,
                                 settings_version, market_time, valid_until)
        SELECT '%s', 'x', n, %s, 'x', '%s', 1, now(), now() FROM generate_series(1, %d) AS n
        """
            .formatted(betType, at, betType, rows));
  }

  /** An operator needs the check just then. */
  @Test
  void aLabelThatWasDeletedByHandHidesNoOther() throws Exception {
    database.execute(
        """
        INSERT INTO bets (line_id, outcome, event_id, bet_type, offers, reference_books, method,
                          consensus, settings_version, market_time, valid_until, recorded_at,
                          version)
        SELECT label::text, 'x', 'x', label, '[]', '[]', 'shin', 'x', 1, now(), now(), now(), 1
        FROM unnest('{h2h,totals,player_points}'::bet_type_enum[]) AS label
        """);
    assertThat(tables.read().stored().get("bets"))
        .containsExactlyInAnyOrder("h2h", "totals", "player_points");

    database.execute("DELETE FROM pg_enum WHERE enumlabel = 'totals'");

    Observed.Database seen = tables.read();
    assertThat(seen.stored().get("bets")).containsExactlyInAnyOrder("h2h", "player_points");
    assertThat(seen.catalogue().labels()).doesNotContain("totals");
  }
}
