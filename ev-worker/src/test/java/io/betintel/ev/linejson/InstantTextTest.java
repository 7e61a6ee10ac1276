package io.betintel.ev.linejson;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

class InstantTextTest {

  @Property(tries = 2_000)
  void isWhatJavaWrites(
      // From the year -2 to 10001.
      @ForAll @LongRange(min = -62_230_000_000L, max = 253_460_000_000L) long second,
      @ForAll @IntRange(max = 999_999_999) int nanos) {
    for (int part : new int[] {0, nanos, nanos / 1_000 * 1_000, nanos / 1_000_000 * 1_000_000}) {
      Instant instant = Instant.ofEpochSecond(second, part);
      assertThat(InstantText.of(instant)).isEqualTo(instant.toString());
    }
  }

  @Test
  void leapDaysAndTheEndsOfYears() {
    for (String text :
        new String[] {
          "0000-01-01T00:00:00Z",
          "0000-02-29T23:59:59.999999999Z",
          "1600-02-29T00:00:00Z",
          "1900-02-28T23:59:59Z",
          "1900-03-01T00:00:00Z",
          "1970-01-01T00:00:00Z",
          "2026-12-31T23:59:59.999Z",
          "2028-02-29T12:00:00.000001Z",
          "2100-03-01T00:00:00Z",
          "9999-12-31T23:59:59.999999999Z"
        }) {
      assertThat(InstantText.of(Instant.parse(text))).isEqualTo(text);
    }
  }
}
