package io.betintel.ev.ladder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.betintel.ev.bettype.Method;
import io.betintel.ev.ladder.OneSidedMargin.OneSided;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class OneSidedMarginTest {
  private static final double MINUS_110 = 1 + 100 / 110.0;
  private static final Offset<Double> SIX_PLACES = within(5e-7);

  /**
   * Three quotes of -110 on both sides: 1/odds add up to 22/21 = 1.047619, and never less than
   * 0.005 is taken as their standard deviation. At 3.0 the multiplicative probability is 0.333333 /
   * 1.047619. The worst case takes the sum 1.047619 + 2 x 0.005 x sqrt(1 + 1/3) = 1.059166: the
   * power method then solves (1/3)^k + 0.725833^k = 1 and is the lowest, 0.297707. The best case
   * for the side takes 1.036072, of which multiplicative makes 0.321728. A quarter between the two
   * is the error.
   */
  @Test
  void anOverAloneIsFreedOfTheBookmakersUsualMargin() {
    OneSided over = minus110(3).fair(3.0, Method.MULTIPLICATIVE).orElseThrow();

    assertThat(over.probability()).isEqualTo(0.318182, SIX_PLACES);
    assertThat(over.least()).isEqualTo(0.297707, SIX_PLACES);
    assertThat(over.most()).isEqualTo(0.321728, SIX_PLACES);
    assertThat(over.standardError()).isEqualTo((0.321728 - 0.297707) / 4, SIX_PLACES);
  }

  /**
   * A scorer at 15.0 has 0.063636 by multiplicative and less than a fifth of that in the worst
   * case, where the power method solves (1/15)^k + 0.992499^k = 1: 0.012180.
   */
  @Test
  void aLongShotMayHaveMostOfTheMargin() {
    OneSided scorer = minus110(3).fair(15.0, Method.MULTIPLICATIVE).orElseThrow();

    assertThat(scorer.probability()).isEqualTo(0.063636, SIX_PLACES);
    assertThat(scorer.least()).isEqualTo(0.012180, SIX_PLACES);
  }

  /** By the additive method half of the margin is each side's: 1/3 - 0.047619 / 2. */
  @Test
  void theBetTypesMethodIsUsed() {
    assertThat(minus110(3).fair(3.0, Method.ADDITIVE).orElseThrow().probability())
        .isEqualTo(0.309524, SIX_PLACES);
  }

  @Test
  void marginsThatVaryMakeTheWorstCaseWorse() {
    OneSidedMargin steady = minus110(4);
    OneSidedMargin loose = new OneSidedMargin();
    loose.add(2.0, 1.95);
    loose.add(1.85, 1.85);
    loose.add(1.80, 1.85);
    loose.add(2.0, 1.90);

    assertThat(loose.fair(3.0, Method.MULTIPLICATIVE).orElseThrow().standardError())
        .isGreaterThan(steady.fair(3.0, Method.MULTIPLICATIVE).orElseThrow().standardError());
  }

  @Test
  void twoQuotesSayTooLittle() {
    assertThat(minus110(2).fair(3.0, Method.MULTIPLICATIVE)).isEmpty();
    assertThat(minus110(2).quotes()).isEqualTo(2);
  }

  /**
   * Below 1 / 1.047619 = 0.954545, that is odds of 1.0476, something is left for the other side.
   */
  @Test
  void oddsShorterThanTheMarginHaveNoFairPrice() {
    assertThat(minus110(3).fair(1.001, Method.MULTIPLICATIVE).map(OneSided::probability))
        .hasValueSatisfying(p -> assertThat(p).isBetween(0.9, 1.0));
    OneSidedMargin under = new OneSidedMargin();
    under.add(2.1, 2.1);
    under.add(2.1, 2.1);
    under.add(2.1, 2.1);
    assertThat(under.fair(1.01, Method.MULTIPLICATIVE)).isEmpty();
  }

  private static OneSidedMargin minus110(int quotes) {
    OneSidedMargin margin = new OneSidedMargin();
    for (int i = 0; i < quotes; i++) {
      margin.add(MINUS_110, MINUS_110);
    }
    return margin;
  }
}
