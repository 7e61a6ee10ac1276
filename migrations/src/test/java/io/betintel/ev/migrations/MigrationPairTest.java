package io.betintel.ev.migrations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class MigrationPairTest {
  private static final Instant NOW = Instant.parse("2026-12-24T18:00:59.5Z");
  private static final NewBetType STEALS =
      new NewBetType("player_steals", "Player's steals", "over_under");

  @Test
  void labelAndRowAreOneMigrationEachInThatOrder() {
    assertThat(MigrationPair.of(List.of(STEALS), NOW, List.of()))
        .isEqualTo(
            Map.of(
                "V20261224180059__player_steals_label.sql",
                """
                SET LOCAL lock_timeout = '2s';
                ALTER TYPE bet_type_enum ADD VALUE IF NOT EXISTS 'player_steals';
                """,
                "V20261224180100__player_steals_catalogue.sql",
                """
                SET LOCAL lock_timeout = '2s';

                -- A migration of its own: a label cannot be used in the transaction that adds it (55P04).
                INSERT INTO bet_types (name, title, shape)
                VALUES ('player_steals', 'Player''s steals', 'over_under')
                ON CONFLICT (name) DO NOTHING;
                """));
  }

  @Test
  void thirtyAreOnePairThatTheLintLetsPass() {
    List<NewBetType> thirty =
        IntStream.range(0, 30)
            .mapToObj(i -> new NewBetType("new_" + i, "New " + i, "over_under"))
            .toList();

    Map<String, String> files = MigrationPair.of(thirty, NOW, List.of());

    assertThat(files.keySet())
        .containsExactly(
            "V20261224180059__new_0_and_29_more_label.sql",
            "V20261224180100__new_0_and_29_more_catalogue.sql");
    assertThat(MigrationLint.check(files)).isEmpty();
  }

  @Test
  void aVersionThatIsTakenIsPassedOver() {
    assertThat(
            MigrationPair.of(List.of(STEALS), NOW, List.of("V20261224180100__other.sql")).keySet())
        .containsExactly(
            "V20261224180101__player_steals_label.sql",
            "V20261224180102__player_steals_catalogue.sql");
  }

  @Test
  void whatIsNoNameNeverBecomesSql() {
    assertThatThrownBy(() -> new NewBetType("x'; DROP TABLE bets; --", "x", "winner"))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
