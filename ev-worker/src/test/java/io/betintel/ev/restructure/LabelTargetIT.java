package io.betintel.ev.restructure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.betintel.ev.migrations.LabelTarget;
import io.betintel.ev.migrations.MigrationException;
import io.betintel.ev.migrations.Migrator;
import io.betintel.localstack.LocalStackExtension;
import io.betintel.localstack.PostgresServer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** The migration by which other databases get the labels that a restructure gave to one. */
@ExtendWith(LocalStackExtension.class)
final class LabelTargetIT {
  private static final List<String> LABELS =
      List.of("totals", "h2h", "spreads", "player_points", "player_steals");
  private static final Map<String, String> GONE =
      Map.of("player_assists", "player_points", "player_rebounds", "");
  private static int count;

  private final PostgresServer postgres;
  @TempDir private Path directory;
  private RestructureDatabase database;

  LabelTargetIT(PostgresServer postgres) {
    this.postgres = postgres;
  }

  @BeforeEach
  void write() throws Exception {
    database = new RestructureDatabase(postgres, "label_target_" + count++, 4);
    Files.writeString(
        directory.resolve(LabelTarget.file(Instant.parse("2099-12-31T00:00:00Z"), List.of())),
        new LabelTarget(LABELS, GONE).sql());
  }

  @AfterEach
  void disconnect() throws Exception {
    database.close();
  }

  @Test
  void aDatabaseWithoutBetsGetsTheLabelsAndKeepsEverythingElse() throws Exception {
    database.execute(
        "DELETE FROM bets",
        "ALTER TYPE bet_type_enum ADD VALUE 'newer'",
        "CREATE ROLE label_reader_" + count,
        "GRANT SELECT ON bet_offers TO label_reader_" + count,
        "COMMENT ON COLUMN bet_offers.price IS 'kept'");
    List<String> before = database.picture();

    assertThat(migrate().applied()).containsExactly("20991231000000 bet type labels");

    assertThat(database.labels())
        .as("what a later migration adds stays, at the end")
        .containsExactly("totals", "h2h", "spreads", "player_points", "player_steals", "newer");
    assertThat(database.picture())
        .filteredOn(line -> !before.contains(line))
        .singleElement()
        .asString()
        .startsWith("type bet_type_enum {totals,h2h,");
    assertThat(database.picture()).hasSameSizeAs(before);
    assertThat(
            database.query(
                "SELECT name || ' ' || coalesce(became, '-') FROM removed_bet_types ORDER BY 1"))
        .as("drift knows that they went on purpose")
        .containsExactly("player_assists player_points", "player_rebounds -");
  }

  @Test
  void aDatabaseThatWasRestructuredIsLeftAlone() throws Exception {
    database.execute("UPDATE bet_types SET enabled = false");
    try (RestructureDatabase.Run run = database.begin(new SilentWatch())) {
      Target target = new Target(LABELS, Map.of("player_assists", "player_points"));
      assertThat(
              run.restructure().run(new Request(Kind.RESTRUCTURE, "bet_type_enum", target), false))
          .isTrue();
      assertThat(run.restructure().removed()).isEqualTo(GONE);
    }
    List<String> before = database.picture();

    assertThat(migrate().applied()).hasSize(1);

    assertThat(database.picture()).isEqualTo(before);
    assertThat(database.query("SELECT count(*) FROM restructures")).containsExactly("1");
  }

  /** A release may bring the migrations of two restructures at once, after both. */
  @Test
  void aDatabaseThatHasGoneOnSinceIsLeftAlone() throws Exception {
    database.execute("UPDATE bet_types SET enabled = false");
    try (RestructureDatabase.Run run = database.begin(new SilentWatch())) {
      Target first = new Target(LABELS, Map.of("player_assists", "player_points"));
      Target second =
          new Target(List.of("h2h", "totals", "player_points"), Map.of("spreads", "h2h"));
      for (Target target : List.of(first, second)) {
        assertThat(
                run.restructure()
                    .run(new Request(Kind.RESTRUCTURE, "bet_type_enum", target), false))
            .isTrue();
      }
    }
    database.execute("ALTER TYPE bet_type_enum ADD VALUE 'player_rebounds'");

    assertThat(migrate().applied()).hasSize(1);

    assertThat(database.labels())
        .containsExactly("h2h", "totals", "player_points", "player_rebounds");
  }

  @Test
  void aDatabaseWithBetsIsRefusedWithTheCommandThatChangesItWhileEverythingRuns() throws Exception {
    List<String> before = database.picture();

    assertThatThrownBy(this::migrate)
        .isInstanceOf(MigrationException.class)
        .hasMessageContaining(
            "bets has rows, and its bet types are to be exactly totals, h2h, spreads,"
                + " player_points, player_steals")
        .hasMessageContaining("ev-worker bet-types restructure --labels FILE");

    assertThat(database.picture()).isEqualTo(before);
  }

  private Migrator.Report migrate() throws InterruptedException {
    return new Migrator(
            database.url(),
            postgres.user(),
            postgres.password(),
            failures -> Duration.ofMillis(100),
            waiting -> {})
        .of(directory)
        .migrate(Duration.ofSeconds(20));
  }
}
