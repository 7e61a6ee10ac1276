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
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@ExtendWith(LocalStackExtension.class)
final class RestructureIT {
  private static final Watch SILENT = new SilentWatch();
  private static final int ROWS = 4_000;
  private static int count;

  private final PostgresServer postgres;
  private RestructureDatabase database;

  RestructureIT(PostgresServer postgres) {
    this.postgres = postgres;
  }

  @BeforeEach
  void fill() throws Exception {
    database = new RestructureDatabase(postgres, "restructure_" + count++, ROWS);
  }

  @AfterEach
  void disconnect() throws Exception {
    database.close();
  }

  @Test
  void whatHangsOnTheColumnSurvives() throws Exception {
    Ornaments.add(database);
    List<String> before = database.picture();
    List<String> reversed = new ArrayList<>(database.labels());
    Collections.reverse(reversed);

    try (RestructureDatabase.Run run = database.begin(SILENT)) {
      assertThat(run.restructure().run(restructure(new Target(reversed, Map.of())), false))
          .isTrue();
      assertThat(run.restructure().run(restructure(new Target(reversed, Map.of())), false))
          .as("nothing is left to do")
          .isFalse();
    }

    assertThat(database.labels()).isEqualTo(reversed);
    assertThat(new ArrayList<>(database.picture()))
        .filteredOn(line -> !before.contains(line))
        .singleElement()
        .asString()
        .startsWith("type bet_type_enum {player_rebounds,player_assists,");
    assertThat(before).hasSameSizeAs(database.picture());
  }

  @Test
  void labelsBecomeOthersWhereverTheyAreNamed() throws Exception {
    Ornaments.add(database);
    disable("h2h");
    database.execute("DELETE FROM limits WHERE bet_type = 'player_assists'");
    Target target =
        Target.parse(
            List.of(
                "winner_of_match",
                "h2h -> winner_of_match",
                "totals",
                "spreads",
                "player_points",
                "player_assists",
                "player_rebounds"));

    try (RestructureDatabase.Run run = database.begin(SILENT)) {
      assertThat(run.restructure().run(restructure(target), false)).isTrue();
    }

    assertThat(database.labels())
        .containsExactly(
            "winner_of_match",
            "totals",
            "spreads",
            "player_points",
            "player_assists",
            "player_rebounds");
    assertThat(database.picture())
        .filteredOn(line -> line.contains("winner_of_match"))
        .hasSize(6) // type, default, view, check, two indexes
        .noneMatch(line -> line.contains("'h2h") || line.contains("{h2h"));
    assertThat(database.query("SELECT name || ' ' || became FROM removed_bet_types"))
        .containsExactly("h2h winner_of_match");
  }

  /** Killed at each step and resumed, under clients who write labels of the target only. */
  @Test
  void clientsOfTheTargetNoticeNothingHoweverOftenItIsKilled() throws Exception {
    disable("spreads");
    disable("player_points");
    database.execute("UPDATE bets SET bet_type = 'totals' WHERE bet_type = 'player_points'");
    Target target =
        new Target(List.of("totals", "h2h", "player_assists"), Map.of("spreads", "h2h"));
    // player_rebounds, player_points have no rows and no place; spreads becomes h2h.
    disable("player_rebounds");
    try (Clients clients =
        new Clients(database, target.labels(), ROWS - 50).writers(2).readers(2)) {
      for (Step step :
          List.of(Step.COLUMN, Step.BACKFILL, Step.VALIDATE, Step.INDEX, Step.SWAP, Step.DONE)) {
        KillingWatch watch = new KillingWatch(database, step);
        try (RestructureDatabase.Run run = database.begin(watch)) {
          assertThatThrownBy(() -> goOn(run.restructure(), target))
              .isInstanceOf(SQLException.class);
        }
        assertThat(watch.hasKilled()).as(step.label()).isTrue();
        assertThat(database.labels()).as(step.label()).hasSize(6);
        if (step == Step.BACKFILL) {
          // Before the fence its row would be one without a place, and be refused as such.
          clients.sender("player_points");
        }
      }
      try (RestructureDatabase.Run run = database.begin(SILENT)) {
        run.restructure().resume();
      }
      clients.stop();

      assertThat(clients.failures()).isEmpty();
      assertThat(clients.fenced()).isPositive();
      System.out.println("restructure: " + clients.stalls() + "; fenced " + clients.fenced());
    }
    assertThat(database.labels()).containsExactly("totals", "h2h", "player_assists");
    assertThat(database.query("SELECT count(*) FROM bets WHERE line_id <> 'fenced'"))
        .containsExactly(Integer.toString(ROWS));
    assertThat(
            database.query(
                "SELECT count(*) FROM pg_attribute WHERE attrelid = 'bets'::regclass AND NOT"
                    + " attisdropped AND attname LIKE 'bet_type_%'"))
        .containsExactly("0");
    assertThat(database.query("SELECT name FROM removed_bet_types ORDER BY 1"))
        .containsExactly("player_points", "player_rebounds", "spreads");
  }

  private static void goOn(Restructure restructure, Target target) throws Exception {
    if (restructure.underWay().isPresent()) {
      restructure.resume();
    } else {
      restructure.run(restructure(target), false);
    }
  }

  @Test
  void abortInTheSwapLeavesTheSchemaAsItWas() throws Exception {
    abortAtEachStepLeavesTheSchemaAsItWas(Step.DONE);
  }

  @ParameterizedTest
  @EnumSource(
      value = Step.class,
      names = {"COLUMN", "BACKFILL", "VALIDATE", "INDEX", "SWAP"})
  @Tag("full")
  void abortAtEachStepLeavesTheSchemaAsItWas(Step step) throws Exception {
    Ornaments.add(database);
    List<String> before = database.picture();
    List<String> reversed = new ArrayList<>(database.labels());
    Collections.reverse(reversed);
    try (RestructureDatabase.Run run = database.begin(new KillingWatch(database, step))) {
      assertThatThrownBy(
              () -> run.restructure().run(restructure(new Target(reversed, Map.of())), false))
          .isInstanceOf(SQLException.class);
    }

    try (RestructureDatabase.Run run = database.begin(SILENT)) {
      assertThat(run.restructure().underWay()).isPresent();
      run.restructure().abort();
      assertThat(run.restructure().underWay()).isEmpty();
      assertThatThrownBy(() -> run.restructure().abort()).hasMessageContaining("none is under way");
    }
    assertThat(database.picture()).isEqualTo(before);
    database.execute("UPDATE bets SET bet_type = 'h2h' WHERE line_id = 'line 000000001'");
  }

  @Test
  void whatWouldLoseDataIsRefusedWithTheRemedy() throws Exception {
    database.execute(
        "CREATE FUNCTION of_type(bet_type_enum) RETURNS int LANGUAGE sql AS 'SELECT 1'",
        "CREATE DOMAIN a_domain AS bet_type_enum",
        "CREATE MATERIALIZED VIEW kept AS SELECT bet_type FROM bets",
        "CREATE TABLE elsewhere (a text DEFAULT 'h2h'::bet_type_enum::text, b bet_type_enum[])",
        "CREATE TABLE pieces (a bet_type_enum) PARTITION BY LIST (a)",
        "CREATE VIEW names AS SELECT line_id FROM bets WHERE bet_type = 'totals'",
        "ALTER TABLE bets ENABLE ROW LEVEL SECURITY",
        "CREATE POLICY open ON bets USING (bet_type <> 'h2h')");
    List<String> labels = database.labels();
    Target without = Target.without(labels, "totals", null);

    try (RestructureDatabase.Run run = database.begin(SILENT)) {
      assertThatThrownBy(
              () -> run.restructure().run(new Request(Kind.REMOVE, "totals", without), false))
          .isInstanceOf(RestructureRefusal.class)
          .hasMessageStartingWith("Nothing was changed:")
          .hasMessageContaining("function of_type(bet_type_enum) uses the type")
          .hasMessageContaining("type a_domain")
          .hasMessageContaining("kept.bet_type is a materialized view")
          .hasMessageContaining("elsewhere")
          .hasMessageContaining("pieces.a is partitioned")
          .hasMessageContaining("view public.names names totals, which has no place")
          .hasMessageContaining("policy open on table bets")
          .hasMessageContaining("bets.bet_type has 1000 rows of totals")
          .hasMessageContaining("totals is enabled: ev-worker bet-types disable totals --wait");
      assertThat(run.restructure().underWay()).isEmpty();
      Plan plan = run.restructure().plan(new Request(Kind.REMOVE, "totals", without), false);
      assertThat(plan.refusals()).hasSizeGreaterThan(8);
    }
  }

  @Test
  void aTextColumnIsAdopted() throws Exception {
    database.execute(
        "CREATE TABLE old_bets (id int PRIMARY KEY, kind varchar(40) NOT NULL DEFAULT 'h2h', n int)",
        "INSERT INTO old_bets SELECT i, CASE i % 3 WHEN 0 THEN 'h2h' WHEN 1 THEN 'Totals'"
            + " ELSE 'spreads' END, i FROM generate_series(1, 300) i",
        "CREATE INDEX old_by_kind ON old_bets (kind)",
        "CREATE VIEW old_view AS SELECT kind, count(*) AS n FROM old_bets GROUP BY kind");
    Target plain = new Target(database.labels(), Map.of());
    Target mapped = new Target(database.labels(), Map.of("Totals", "totals"));

    try (RestructureDatabase.Run run = database.begin(SILENT)) {
      assertThatThrownBy(
              () -> run.restructure().run(new Request(Kind.ADOPT, "old_bets.kind", plain), false))
          .hasMessageContaining("old_bets.kind has 100 rows of Totals")
          .hasMessageContaining("--map Totals=LABEL");
      assertThatThrownBy(
              () -> run.restructure().run(new Request(Kind.ADOPT, "old_bets.x", plain), false))
          .hasMessageContaining("there is no column old_bets.x");
      assertThat(run.restructure().run(new Request(Kind.ADOPT, "old_bets.kind", mapped), false))
          .isTrue();
    }
    assertThat(
            database.query(
                "SELECT kind::text || ' ' || count(*) FROM old_bets GROUP BY kind ORDER BY 1"))
        .containsExactly("h2h 100", "spreads 100", "totals 100");
    assertThat(database.picture().stream().filter(line -> line.contains("old_")))
        .contains(
            "column old_bets.kind bet_type_enum true default 'h2h'::bet_type_enum comment - acl "
                + " target -1 options -")
        .anyMatch(line -> line.startsWith("index CREATE INDEX old_by_kind ON public.old_bets"));
  }

  private void disable(String betType) throws SQLException {
    database.execute("UPDATE bet_types SET enabled = false WHERE name = '" + betType + "'");
  }

  private static Request restructure(Target target) {
    return new Request(Kind.RESTRUCTURE, "bet_type_enum", target);
  }
}
