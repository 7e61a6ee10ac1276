package io.betintel.ev.stream;

import static io.betintel.ev.stream.LadderTask.ALTERNATES;
import static io.betintel.ev.stream.LadderTask.TOTALS;
import static io.betintel.ev.stream.LadderTask.quote;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.betintel.ev.priced.Arbitrage;
import io.betintel.ev.priced.Leg;
import io.betintel.ev.priced.Middle;
import org.junit.jupiter.api.Test;

/** Bets that belong together on lines of several bet types of one ladder. */
class LadderBetsTest {
  private final LadderTask task;

  LadderBetsTest() throws Exception {
    task = new LadderTask();
  }

  /**
   * Over 42.5 at 2.10 and Under 43 at 2.00: L = 0.47619 + 0.5 = 0.97619, so 1/L - 1 = 2.44 % is won
   * with any result, and more with 43, which returns the second stake.
   */
  @Test
  void overAndUnderOfAnotherBetTypeMayWinWithAnyResult() {
    task.take(
        quote(0, "bet365", TOTALS, 42.5, 2.10, 1.70), quote(1, "betmgm", ALTERNATES, 43, 1.8, 2.0));

    Arbitrage arbitrage = task.line(TOTALS, 42.5).arbitrage();
    assertThat(arbitrage.profit()).isCloseTo(0.02439, within(1e-5));
    assertThat(arbitrage.other()).isEqualTo(task.line(ALTERNATES, 43).id());
    assertThat(arbitrage.legs()).extracting(Leg::outcome).containsExactly("Over", "Under");
    assertThat(arbitrage.legs()).extracting(Leg::point).containsExactly(42.5, 43.0);
    assertThat(arbitrage.legs().get(0).stake()).isCloseTo(0.4878, within(1e-4));
    assertThat(task.line(ALTERNATES, 43).arbitrage()).isNull();
  }

  /** With 43 both Over 43.5 and Under 42.5 lose. */
  @Test
  void pairThatLeavesAResultOutIsNone() {
    task.take(
        quote(0, "bet365", TOTALS, 43.5, 2.10, 1.70),
        quote(1, "betmgm", ALTERNATES, 42.5, 1.8, 2.0));

    assertThat(task.line(TOTALS, 43.5).arbitrage()).isNull();
    assertThat(task.line(ALTERNATES, 42.5).arbitrage()).isNull();
  }

  @Test
  void arbitrageGoesWithTheOtherBetTypesLine() {
    task.take(
        quote(0, "bet365", TOTALS, 42.5, 2.10, 1.70), quote(1, "betmgm", ALTERNATES, 43, 1.8, 2.0));

    assertThat(task.take(quote(2, "betmgm", ALTERNATES)).keySet())
        .containsExactly("alternate_totals 43.0", "totals 42.5");
    assertThat(task.line(TOTALS, 42.5).arbitrage()).isNull();
  }

  /** 1/1.95 + 1/1.95 = 1.0256: a miss costs 1 - 1/1.0256 = 2.5 %. */
  @Test
  void middleMayEndOnAnotherBetTypesLine() {
    task.take(
        quote(0, "bet365", TOTALS, 41.5, 1.95, 1.5),
        quote(1, "betmgm", ALTERNATES, 44.5, 1.5, 1.95));

    assertThat(task.line(TOTALS, 41.5).middles())
        .singleElement()
        .satisfies(
            middle -> {
              assertThat(middle.other()).isEqualTo(task.line(ALTERNATES, 44.5).id());
              assertThat(middle.cost()).isCloseTo(0.025, within(1e-4));
            });

    // The other one's new price: the line itself did not change.
    assertThat(task.take(quote(2, "betmgm", ALTERNATES, 44.5, 1.5, 1.96)).keySet())
        .containsExactly("alternate_totals 44.5", "totals 41.5");
    assertThat(task.line(TOTALS, 41.5).middles())
        .extracting(Middle::cost)
        .allSatisfy(cost -> assertThat(cost).isCloseTo(0.02251, within(1e-4)));
  }
}
