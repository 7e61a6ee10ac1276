package io.betintel.ev.restructure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.betintel.localstack.LocalStackExtension;
import io.betintel.localstack.PostgresServer;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Writers and readers on a large table while its enum is replaced, killed at each step and resumed;
 * then the playbook's {@code ALTER COLUMN ... TYPE} on the same table. {@code -Dev.it.rows} sets
 * how many rows.
 */
@ExtendWith(LocalStackExtension.class)
@Tag("full")
final class RestructureLoadIT {
  private static final int ROWS = Integer.getInteger("ev.it.rows", 200_000);

  private final PostgresServer postgres;

  RestructureLoadIT(PostgresServer postgres) {
    this.postgres = postgres;
  }

  @Test
  void writersAndReadersGoOnAndThePlaybooksRewriteStopsThem() throws Exception {
    try (RestructureDatabase database =
        new RestructureDatabase(postgres, "restructure_load", ROWS)) {
      List<String> reversed = new ArrayList<>(database.labels());
      Collections.reverse(reversed);
      Request request =
          new Request(Kind.RESTRUCTURE, "bet_type_enum", new Target(reversed, Map.of()));
      try (Clients clients = new Clients(database, reversed, ROWS - 50).writers(2).readers(2)) {
        Thread.sleep(3_000);
        System.out.println("before: " + clients.stalls());
        for (Step step :
            List.of(Step.COLUMN, Step.BACKFILL, Step.VALIDATE, Step.INDEX, Step.SWAP)) {
          try (RestructureDatabase.Run run = database.begin(new KillingWatch(database, step))) {
            assertThatThrownBy(() -> run.restructure().run(request, false))
                .isInstanceOf(SQLException.class);
          }
          System.out.println("killed at " + step.label() + ": " + clients.stalls());
        }
        long began = System.nanoTime();
        Watch telling =
            new SilentWatch() {
              @Override
              public void step(Step step) {
                System.out.printf(
                    "%.1f s %s; until here %s%n",
                    (System.nanoTime() - began) / 1e9, step.label(), clients.stalls());
              }

              @Override
              public void waiting(String forWhat) {
                System.out.println("waits: " + forWhat);
              }
            };
        try (RestructureDatabase.Run run = database.begin(telling)) {
          run.restructure().resume();
        }
        assertThat(database.labels()).isEqualTo(reversed);

        Thread.sleep(2_000);
        System.out.println("after: " + clients.stalls());
        assertThat(clients.failures()).isEmpty();
        rewrite(database);
        System.out.println(
            "the playbook's ALTER COLUMN ... TYPE: "
                + clients.stalls()
                + "; failed "
                + clients.failures().size());
      }
      assertThat(database.query("SELECT count(*) FROM bets"))
          .containsExactly(Integer.toString(ROWS));
    }
  }

  /** What the playbook does, without the views that it fails at. */
  private static void rewrite(RestructureDatabase database) throws SQLException {
    String labels = "'" + String.join("', '", database.labels()) + "'";
    database.execute(
        "DROP VIEW arbitrages, middles, bet_offers, open_bets CASCADE",
        "CREATE TYPE bet_type_enum_new AS ENUM (" + labels + ")",
        "ALTER TABLE bets ALTER COLUMN bet_type TYPE bet_type_enum_new"
            + " USING bet_type::text::bet_type_enum_new",
        "ALTER TYPE bet_type_enum RENAME TO bet_type_enum_old",
        "ALTER TYPE bet_type_enum_new RENAME TO bet_type_enum");
  }
}
