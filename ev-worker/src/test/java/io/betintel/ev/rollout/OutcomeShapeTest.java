package io.betintel.ev.rollout;

import static org.assertj.core.api.Assertions.assertThat;

import io.betintel.ev.bettype.Shape;
import io.betintel.ev.odds.BetType;
import io.betintel.ev.odds.Bookmaker;
import io.betintel.ev.odds.MarketSnapshot;
import io.betintel.ev.odds.Outcome;
import io.betintel.ev.odds.SportingEvent;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class OutcomeShapeTest {
  private static final Instant AT = Instant.parse("2026-03-01T12:00:00Z");

  @Test
  void overAndUnder() {
    MarketSnapshot over = market(outcome("Over", "Ann", 2.5));

    assertThat(OutcomeShape.of(List.of(over, market(outcome("Under", "Ann", 2.5)))))
        .contains(Shape.OVER_UNDER);
    assertThat(OutcomeShape.of(List.of(over))).contains(Shape.OVER_ONLY);
  }

  @Test
  void yesAlone() {
    assertThat(OutcomeShape.of(List.of(market(outcome("Yes", "Ann", null)))))
        .contains(Shape.YES_NO);
  }

  @Test
  void twoSidesWithOppositePoints() {
    assertThat(OutcomeShape.of(List.of(market(outcome("A", null, -3.5), outcome("B", null, 3.5)))))
        .contains(Shape.SPREAD);
    assertThat(OutcomeShape.of(List.of(market(outcome("A", null, -3.5), outcome("B", null, 2.5)))))
        .isEmpty();
  }

  @Test
  void theTeamsAndADraw() {
    MarketSnapshot two = market(outcome("A", null, null), outcome("B", null, null));
    MarketSnapshot three =
        market(outcome("A", null, null), outcome("Draw", null, null), outcome("B", null, null));

    assertThat(OutcomeShape.of(List.of(two, three))).contains(Shape.WINNER);
  }

  @Test
  void otherNamesOnceEachAreManyExclusiveOutcomes() {
    assertThat(
            OutcomeShape.of(
                List.of(market(outcome("1:0", null, null), outcome("2:0", null, null)))))
        .contains(Shape.N_WAY);
    assertThat(
            OutcomeShape.of(
                List.of(market(outcome("Dunk", "Ann", null), outcome("Dunk", "Bob", null)))))
        .isEmpty();
  }

  @Test
  void aSuspendedMarketSaysNothing() {
    assertThat(OutcomeShape.of(List.of())).isEmpty();
    assertThat(OutcomeShape.of(List.of(market()))).isEmpty();
    assertThat(OutcomeShape.of(List.of(market(), market(outcome("Yes", null, null)))))
        .contains(Shape.YES_NO);
  }

  private static Outcome outcome(String name, String description, Double point) {
    return Outcome.of(name, description, point, 1.9);
  }

  private static MarketSnapshot market(Outcome... outcomes) {
    return new MarketSnapshot(
        new SportingEvent("e", "basketball_nba", AT.plusSeconds(7200), "A", "B"),
        new BetType("zz_new"),
        new Bookmaker("pinnacle"),
        List.of(outcomes),
        AT,
        AT,
        null);
  }
}
