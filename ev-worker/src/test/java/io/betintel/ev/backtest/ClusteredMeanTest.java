package io.betintel.ev.backtest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

final class ClusteredMeanTest {
  private final ClusteredMean mean = new ClusteredMean();

  @Test
  void weighsByWhatWasDecided() {
    mean.add("a", 1, 1);
    mean.add("b", 4, 0.5);

    // (1 * 1 + 4 * 0.5) / (1 + 0.5)
    assertThat(mean.estimate().mean()).isEqualTo(2);
    assertThat(mean.estimate().count()).isEqualTo(2);
  }

  @Test
  void nothingHasNoMean() {
    assertThat(mean.estimate()).isEqualTo(new Estimate(0, null, null, null));
  }

  @Test
  void intervalNeedsThirtyMatches() {
    for (int i = 0; i < 29; i++) {
      mean.add("m" + i, i % 2);
      mean.add("m" + i, i % 2);
    }
    assertThat(mean.estimate().low()).isNull();

    mean.add("m29", 1);
    assertThat(mean.estimate().low()).isNotNull();
  }

  @Test
  void intervalIsNearTheNormalOneWhereThatHolds() {
    for (int i = 0; i < 400; i++) {
      mean.add("m" + i, i % 2);
    }
    // Half of 400 are 1: the standard error is 0.5 / sqrt(400) = 0.025, so 0.5 +- 1.96 * 0.025 =
    // 0.451 to 0.549; 4000 resamples know each end to about 0.001.
    assertThat(mean.estimate().mean()).isEqualTo(0.5);
    assertThat(mean.estimate().low()).isCloseTo(0.451, within(0.004));
    assertThat(mean.estimate().high()).isCloseTo(0.549, within(0.004));
  }

  /** Ten bets that win and lose together are worth one. */
  @Test
  void betsOnOneMatchAreNotIndependent() {
    ClusteredMean one = new ClusteredMean();
    for (int i = 0; i < 100; i++) {
      one.add("m" + i, i % 2);
      for (int bet = 0; bet < 10; bet++) {
        mean.add("m" + i, i % 2);
      }
    }
    assertThat(mean.estimate().count()).isEqualTo(1000);
    assertThat(mean.estimate().low()).isCloseTo(one.estimate().low(), within(1e-12));
    assertThat(mean.estimate().high()).isCloseTo(one.estimate().high(), within(1e-12));
  }

  @Test
  void returnsNeverGoBelowLosingEverything() {
    for (int i = 0; i < 40; i++) {
      mean.add("m" + i, i == 0 ? 14 : -1);
    }
    // A resample without match 0 loses everything; (39/40)^40 = 36 % of them are so.
    assertThat(mean.estimate().low()).isEqualTo(-1);
  }

  /**
   * Published: SplitMix64 from 0 starts with e220a8397b1dcdaf, 6e789e6aa1b965f4, 06c45d188009454f.
   */
  @Test
  void drawsAreSplitMix64() {
    SplitMix draws = new SplitMix(1 << 16);
    assertThat(new int[] {draws.next(), draws.next(), draws.next()})
        .containsExactly(0xe220, 0x6e78, 0x06c4);
  }
}
