package io.betintel.ev.cache;

import static org.assertj.core.api.Assertions.assertThat;

import io.betintel.ev.odds.BetType;
import io.betintel.ev.odds.LineId;
import org.junit.jupiter.api.Test;

final class CacheKeysTest {
  private static final BetType TOTALS = new BetType("totals");

  private final CacheKeys keys = CacheKeys.standard();

  @Test
  void allKeysOfALineShareOneHashTag() {
    // CRC-32 of "e1|totals||5.5|" is 0xF485D3AC; its last hexadecimal digit is the bucket.
    LineId line = new LineId("e1|totals||5.5|");

    assertThat(keys.line(TOTALS, line)).isEqualTo("ev:v1:{totals:12}:line:e1|totals||5.5|");
    assertThat(keys.version(TOTALS, line)).isEqualTo("ev:v1:{totals:12}:version:e1|totals||5.5|");
    assertThat(keys.index(TOTALS, line)).isEqualTo("ev:v1:{totals:12}:lines");
  }

  @Test
  void betTypeHasOneIndexPerBucket() {
    assertThat(keys.indexes(TOTALS))
        .hasSize(16)
        .startsWith("ev:v1:{totals:0}:lines")
        .endsWith("ev:v1:{totals:15}:lines");
  }
}
