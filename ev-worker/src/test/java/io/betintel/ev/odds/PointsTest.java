package io.betintel.ev.odds;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PointsTest {
  @ParameterizedTest
  @CsvSource({
    "2.5, true",
    "-0.25, true",
    "0, true",
    "400, true",
    "-400, true",
    "231.5, true",
    "0.1, false",
    "400.25, false",
    "1e300, false",
    "-2.3, false"
  })
  void quartersShareOneObject(double point, boolean shared) {
    Double first = Points.shared(Double.valueOf(point));
    Double second = Points.shared(Double.valueOf(point));

    assertThat(first).isEqualTo(point);
    if (shared) {
      assertThat(first).isSameAs(second);
    } else {
      assertThat(first).isNotSameAs(second);
    }
  }

  @ParameterizedTest
  @CsvSource({"-0.0", "0.0"})
  void zeroHasOneSpelling(double zero) {
    assertThat(Double.doubleToLongBits(Points.shared(zero))).isZero();
  }
}
