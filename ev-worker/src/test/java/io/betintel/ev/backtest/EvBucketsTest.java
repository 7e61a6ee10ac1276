package io.betintel.ev.backtest;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class EvBucketsTest {
  @Test
  void rangesAreCutWhereTheClassesChange() {
    EvBuckets buckets = EvBuckets.of(0, 0.045, 0.20);

    assertThat(buckets.edges()).containsExactly(0.0, 0.02, 0.045, 0.10, 0.20);
    assertThat(buckets.of(0.0001)).isZero();
    assertThat(buckets.of(0.0449)).isEqualTo(1);
    assertThat(buckets.of(0.045)).isEqualTo(2);
    assertThat(buckets.of(7)).isEqualTo(4);
  }

  @Test
  void nothingIsCutBelowTheMinimum() {
    assertThat(EvBuckets.of(0.03, 0.045, 0.20).edges()).containsExactly(0.03, 0.045, 0.10, 0.20);
    assertThat(EvBuckets.of(0.5, 0.045, 0.20).edges()).containsExactly(0.5);
  }
}
