package io.betintel.ev.rollout;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MisspellingTest {
  private static final Set<String> KEYS = DefaultShapes.load().names();

  @ParameterizedTest
  @CsvSource({
    "player_steels, player_steals",
    "player_stelas, player_steals",
    "player_steal, player_steals",
    "playersteals, player_steals",
    "palyer_steals, player_steals",
    "player_rebonds, player_rebounds",
    "player_points_rebound_assist, player_points_rebounds_assists",
    "total, totals",
    "spread, spreads",
    "outright, outrights",
    "h2hq1, h2h_q1",
    "btss, btts"
  })
  void aSlipIsNear(String name, String meant) {
    assertThat(Misspelling.of(name, KEYS)).contains(meant);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "player_fouls", // player_goals has another word
        "player_points_q2", // player_points_q1 is another quarter
        "totals_q5",
        "h2h_s3",
        "double",
        "try",
        "zz_steals",
        "player_dunks",
        "player_passes"
      })
  void anotherWordOrNumberIsNot(String name) {
    assertThat(Misspelling.of(name, KEYS)).isEmpty();
  }

  @Test
  void noDocumentedKeyIsAMisspellingOfAnother() {
    // player_pass_tds and player_pass_yds are one letter apart.
    assertThat(KEYS).allMatch(key -> Misspelling.of(key, KEYS).isEmpty());
  }

  @Test
  void neighboursThatAreSwappedAreOneSlip() {
    assertThat(Misspelling.slips("stelas", "steals")).isEqualTo(1);
    assertThat(Misspelling.slips("steasl", "steals")).isEqualTo(1);
    assertThat(Misspelling.slips("", "abc")).isEqualTo(3);
  }
}
