package io.betintel.ev.rollout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.betintel.ev.bettype.Shape;
import io.betintel.ev.migrations.NewBetType;
import io.betintel.ev.ops.ConfigException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RequestedTest {

  @Test
  void titleAndShapeHaveDefaults() {
    assertThat(Requested.of(List.of("player_steals", "double_chance", "btts"), null, null))
        .containsExactly(
            new NewBetType("player_steals", "Player steals", "over_under"),
            new NewBetType("double_chance", "Double chance", "various"),
            new NewBetType("btts", "Both teams to score", "yes_no"));
  }

  @Test
  void bothMayBeGiven() {
    assertThat(Requested.of(List.of("player_steals"), " Steals ", Shape.OVER_ONLY))
        .containsExactly(new NewBetType("player_steals", "Steals", "over_only"));
  }

  @Test
  void everyMarketOfTheFeedsDocumentationHasAShape() {
    // Counted in the table's source: 304 listed, of which 13 in two sports.
    assertThat(DefaultShapes.load().size()).isEqualTo(291);
    assertThat(DefaultShapes.load().of("h2h_lay")).contains(Shape.LAY);
  }

  @Test
  void anUnknownShapeIsAskedFor() {
    assertThatThrownBy(() -> Requested.of(List.of("zz_new"), null, null))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("The shape of zz_new is not known: give --shape");
  }

  @Test
  void aMisspelledMarketIsAskedAbout() {
    assertThatThrownBy(() -> Requested.of(List.of("player_steels"), "Steals", Shape.OVER_UNDER))
        .isInstanceOf(ConfigException.class)
        .hasMessage(
            "player_steels is no market of The Odds API: did you mean player_steals? If it is right,"
                + " add --as-spelled: a name is permanent");
    assertThat(Requested.of(List.of("player_steels"), null, Shape.OVER_UNDER, true, Map.of()))
        .containsExactly(new NewBetType("player_steels", "Player steels", "over_under"));
  }

  @Test
  void aPartOfADocumentedMarketHasItsShape() {
    assertThat(Requested.of(List.of("player_points_q2", "spreads_s3", "h2h_3_way_lay"), null, null))
        .containsExactly(
            new NewBetType("player_points_q2", "Player points, 2nd quarter", "over_under"),
            new NewBetType("spreads_s3", "Spread, 3rd set", "spread"),
            new NewBetType("h2h_3_way_lay", "3-way moneyline, lay", "lay"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Player_Steals",
        "1st_td",
        "_x",
        "",
        "player-steals",
        "unknown",
        "other",
        "none",
        "x'; DROP TABLE bets",
        "a234567890123456789012345678901234567890123456789012345678901234"
      })
  void whatCannotBeANameIsRefused(String name) {
    assertThatThrownBy(() -> Requested.of(List.of(name), null, Shape.WINNER))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("bet_type");
  }

  @Test
  void sixtyThreeCharactersAreAName() {
    String longest = "a".repeat(63);

    assertThat(Requested.of(List.of(longest), null, Shape.WINNER)).hasSize(1);
  }

  @Test
  void twoOfOneChangeMayNotBeAlike() {
    assertThatThrownBy(() -> Requested.of(List.of("new_one", "newone"), null, Shape.WINNER))
        .hasMessageContaining("new_one and newone differ only by underscores");
    assertThatThrownBy(() -> Requested.of(List.of("a", "a"), null, Shape.WINNER))
        .hasMessage("a is given twice");
  }

  @Test
  void oneTitleIsNotForSeveral() {
    assertThatThrownBy(() -> Requested.of(List.of("btts", "totals_q1"), "x", null))
        .hasMessageContaining("--title is for one bet type");
  }
}
