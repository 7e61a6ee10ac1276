package io.betintel.ev.odds;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class BetTypeTest {

  @Test
  void aSymbolIsFound() {
    assertThat(BetType.find("player_3pt_fg")).contains(new BetType("player_3pt_fg"));
  }

  @ParameterizedTest
  @NullSource
  @ValueSource(strings = {"", "PlayerPoints", "_points", "3pt", "player-points", "unknown"})
  void whatIsNoSymbolIsRefusedAndNotFound(String text) {
    assertThat(BetType.find(text)).isEmpty();
    assertThatThrownBy(() -> new BetType(text)).isInstanceOf(InvalidOddsException.class);
  }

  @Test
  void namesThatAPersonTakesForEachOtherAreAlike() {
    assertThat(BetType.likeness("Player_Points")).isEqualTo(BetType.likeness("playerpoints"));
  }
}
