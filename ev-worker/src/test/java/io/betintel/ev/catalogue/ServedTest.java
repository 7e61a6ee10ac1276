package io.betintel.ev.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import io.betintel.ev.odds.BetType;
import java.util.EnumSet;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class ServedTest {
  private static final BetType STEALS = new BetType("player_steals");

  @ParameterizedTest
  @CsvSource({
    "true,  true,  true,  served",
    "true,  true,  false, settings_not_understood",
    "true,  false, true,  disabled",
    "true,  false, false, disabled",
    "false, true,  true,  no_label",
    "false, true,  false, no_label",
    "false, false, true,  no_label",
    "false, false, false, no_label"
  })
  void theFirstReasonCounts(boolean labelled, boolean enabled, boolean understood, String word) {
    assertThat(Served.of(false, labelled, enabled, understood, false).label()).isEqualTo(word);
  }

  @ParameterizedTest
  @CsvSource({
    "true,  true,  true,  held",
    "true,  true,  false, settings_not_understood",
    "true,  false, true,  disabled",
    "false, true,  true,  no_label"
  })
  void holdIsTheLastReason(boolean labelled, boolean enabled, boolean understood, String word) {
    assertThat(Served.of(false, labelled, enabled, understood, true).label()).isEqualTo(word);
  }

  @ParameterizedTest
  @CsvSource({"true, false, true, false", "false, false, true, false", "true, false, false, true"})
  void aliasIsOneWhateverElseHolds(
      boolean labelled, boolean enabled, boolean understood, boolean held) {
    assertThat(Served.of(true, labelled, enabled, understood, held)).isEqualTo(Served.ALIAS);
  }

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "SERVED")
  void everyReasonHasARemedyThatNamesACommandForTheBetType(Served served) {
    assertThat(served.remedy(STEALS))
        .hasValueSatisfying(
            remedy -> assertThat(remedy).contains("ev-worker bet-types ", "player_steals"));
  }

  @Test
  void whatIsServedNeedsNoRemedy() {
    assertThat(Served.SERVED.remedy(STEALS)).isEmpty();
    assertThat(Served.SERVED.explain(STEALS, Optional.empty())).isEmpty();
  }

  @Test
  void theComplaintIsToldWhereItIsTheReason() {
    Optional<String> complaint = Optional.of("take is -1");

    assertThat(Served.SETTINGS_NOT_UNDERSTOOD.explain(STEALS, complaint))
        .hasValueSatisfying(
            text ->
                assertThat(text)
                    .startsWith("player_steals: settings_not_understood, take is -1. Run a build"));
    for (Served other :
        EnumSet.complementOf(EnumSet.of(Served.SERVED, Served.SETTINGS_NOT_UNDERSTOOD))) {
      assertThat(other.explain(STEALS, complaint).orElseThrow())
          .startsWith("player_steals: " + other.label() + ". ");
    }
  }
}
