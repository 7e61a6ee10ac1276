package io.betintel.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.betintel.ev.odds.BetType;
import io.betintel.ev.odds.Bookmaker;
import io.betintel.ev.odds.MarketSnapshot;
import io.betintel.ev.odds.Outcome;
import io.betintel.ev.odds.SportingEvent;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

final class PriceStepsTest {
  private static final Instant OPENING = Instant.parse("2024-03-01T12:00:00Z");

  // A's share of the line goes from 2/3 (1.5 and 3.0) to 3/4 (4/3 and 4.0): from ln 2 to ln 3.
  private static final double MOVE = Math.log(3) - Math.log(2);
  private final PriceMoves moves =
      PriceMoves.measure(
          List.of(quote(OPENING, 1.5, 3), quote(OPENING.plusSeconds(60), 4 / 3.0, 4)));

  @Test
  void moveIsMeasuredBetweenTheFirstAndTheLastQuoteOfABookmaker() {
    assertThat(moves.size()).isEqualTo(1);
    assertThat(moves.move(0, -17)).isEqualTo(MOVE, within(1e-12));
  }

  @Test
  void firstPassIsRealAndEveryEighthAfterIt() {
    PriceSteps steps = new PriceSteps(moves, 1);

    assertThat(prices(steps, 0)).containsExactly(2.0, 2.0);
    assertThat(prices(steps, 8)).containsExactly(2.0, 2.0);
  }

  @Test
  void fourStepsGoThereAndFourBack() {
    PriceSteps steps = new PriceSteps(moves, 1);

    // From a share of 1/2: 1 / (1 + e^(-k/4 * ln 1.5)), times 2 for the prices' factor. At the end
    // odds of 1.5 : 1 are shares of 0.6 and 0.4, so 1.67 and 2.5.
    assertThat(prices(steps, 1)).containsExactly(1.9, 2.11);
    assertThat(prices(steps, 4)).containsExactly(1.67, 2.5);
    assertThat(prices(steps, 7)).isEqualTo(prices(steps, 1));
  }

  @Test
  void marginStaysAndNoPriceBecomesImpossible() {
    PricedSides line =
        PricedSides.of(List.of(Outcome.of("A", null, null, 1.02), Outcome.of("B", null, null, 15)))
            .get(0);

    // A's odds of 15 : 1.02 become 22.06 : 1, B's share falls from 1 / 15.71 to 1 / 23.06, so its
    // price goes up by 23.06 / 15.71. A's would be 0.998.
    assertThat(line.moved(MOVE)).extracting(Outcome::price).containsExactly(1.01, 22.02);
  }

  @Test
  void linesOfOneMarketMoveEachForItself() {
    List<PricedSides> lines =
        PricedSides.of(
            List.of(
                Outcome.of("A", null, -3.5, 2),
                Outcome.of("B", null, 3.5, 2),
                Outcome.of("Over", "A. Player", 3.5, 2)));

    assertThat(lines).extracting(line -> line.sides().size()).containsExactly(2, 1);
    // Alone, a price of 2 is a share of 1/2.
    assertThat(lines.get(1).moved(MOVE)).extracting(Outcome::price).containsExactly(1.67);
  }

  @Test
  void filesWithoutASecondQuoteSayNothingOfSteps() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> PriceMoves.measure(List.of(quote(OPENING, 1.5, 3))))
        .withMessageContaining("no market was quoted twice");
  }

  private static List<Double> prices(PriceSteps steps, int pass) {
    return steps.at(quote(OPENING, 2, 2), pass).stream().map(Outcome::price).toList();
  }

  private static MarketSnapshot quote(Instant lastUpdate, double a, double b) {
    return new MarketSnapshot(
        new SportingEvent("e1", "icehockey_nhl", OPENING.plusSeconds(3600), "A", "B"),
        new BetType("h2h"),
        new Bookmaker("fanduel"),
        List.of(Outcome.of("A", null, null, a), Outcome.of("B", null, null, b)),
        lastUpdate,
        lastUpdate,
        null);
  }
}
