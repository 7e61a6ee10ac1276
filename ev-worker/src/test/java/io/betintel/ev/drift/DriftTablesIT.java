package io.betintel.ev.drift;

import static org.assertj.core.api.Assertions.assertThat;

import io.betintel.ev.catalogue.CatalogueConfig;
import io.betintel.ev.catalogue.CatalogueTable;
import io.betintel.ev.catalogue.LiveWorkers;
import io.betintel.ev.sink.postgres.MigratedDatabase;
import io.betintel.localstack.LocalStack;
import io.betintel.localstack.LocalStackExtension;
import java.time.Duration;
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
