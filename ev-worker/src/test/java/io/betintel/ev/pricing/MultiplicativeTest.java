package io.betintel.ev.pricing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class MultiplicativeTest {
  private static final double EXACT = 1e-12;

  @Test
  void evenMoneyWithVigorishIsAHalf() {
    // -110/-110 is 1.909091 twice: S = 2 x 110/210 = 1.047619
    double[] odds = {210 / 110.0, 210 / 110.0};

    assertThat(Overround.of(odds)).isCloseTo(0.047619047619, within(EXACT));
    assertThat(Multiplicative.probabilities(odds)).containsExactly(0.5, 0.5);
  }

  @Test
  void favouriteAndUnderdog() {
    // -150/+120: r = 0.6 and 0.454545, S = 1.054545; 0.6 / 1.054545 = 0.568966
    double[] odds = {1 + 100 / 150.0, 2.2};

    assertThat(Overround.of(odds)).isCloseTo(0.054545454545, within(EXACT));
    double[] fair = Multiplicative.probabilities(odds);
    assertThat(fair[0]).isCloseTo(0.568965517241, within(EXACT));
    assertThat(fair[1]).isCloseTo(0.431034482759, within(EXACT));
  }

  @Test
  void underroundIsScaledUp() {
    // 2.1/2.1: S = 0.952381
    double[] odds = {2.1, 2.1};

    assertThat(Overround.of(odds)).isCloseTo(-0.047619047619, within(EXACT));
    assertThat(Multiplicative.probabilities(odds)).containsExactly(0.5, 0.5);
  }
}
