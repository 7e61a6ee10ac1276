package io.betintel.bench.measure;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

final class PercentilesTest {
  @Test
  void percentileIsAValueThatWasMeasured() {
    // 1 to 1000 ms, the largest first
    long[] nanos = LongStream.rangeClosed(1, 1_000).map(i -> (1_001 - i) * 1_000_000).toArray();

    assertThat(Percentiles.ofNanos(nanos))
        .isEqualTo(new Percentiles(1_000, 500, 900, 990, 999, 1_000));
  }

  @Test
  void oneValueIsEveryPercentile() {
    assertThat(Percentiles.ofNanos(7_000_000)).isEqualTo(new Percentiles(1, 7, 7, 7, 7, 7));
  }

  @Test
  void rankIsRoundedUp() {
    // Of three values, two thirds do not exceed the second: it is the median, the third is p90.
    assertThat(Percentiles.ofNanos(3_000_000, 1_000_000, 2_000_000))
        .isEqualTo(new Percentiles(3, 2, 3, 3, 3, 3));
  }

  @Test
  void withoutValuesThereIsNoPercentile() {
    assertThat(Percentiles.ofNanos()).isEqualTo(new Percentiles(0, 0, 0, 0, 0, 0));
  }
}
