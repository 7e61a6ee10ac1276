package io.betintel.ev.cache;

import static io.betintel.ev.sink.PricedLines.NOW;
import static io.betintel.ev.sink.PricedLines.TOTALS;
import static org.assertj.core.api.Assertions.assertThat;

import io.betintel.ev.linejson.LineJson;
import io.betintel.ev.odds.LineId;
import io.betintel.ev.sink.PricedLines;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

final class CachedLineTest {
  private static final LineId ID = new LineId("e1|totals||5.5|");

  /** Valid until 12:20; its arbitrage and middle until 12:10, its only offer until 12:20. */
  private static final String LINE = LineJson.line(PricedLines.joined(TOTALS, "e1", 5.5, 2.1), 3);

  @Test
  void lineIsShownAsItIsStoredUntilSomethingInItExpires() {
    CachedLine.Shown shown = at(Duration.ofMinutes(10).minusMillis(1));
    assertThat(shown.json()).isSameAs(LINE);
    assertThat(shown.validUntil()).isEqualTo("2026-11-01T12:20:00Z");
    assertThat(shown.currentUntil()).isEqualTo("2026-11-01T12:10:00Z");
  }

  @Test
  void whatHasExpiredIsNotShown() {
    CachedLine.Shown shown = at(Duration.ofMinutes(10));
    assertThat(shown.json())
        .contains("\"best_bookmaker\":\"betmgm\"")
        .doesNotContain("arbitrage", "middles");
    assertThat(shown.currentUntil()).isEqualTo("2026-11-01T12:20:00Z");
  }

  /** The line itself would be valid for another minute. */
  @Test
  void lineWithoutAValidOfferIsShownWithoutABest() {
    CachedLine line =
        CachedLine.of(
            ID,
            LINE.replaceFirst(
                "\"valid_until\":\"2026-11-01T12:20", "\"valid_until\":\"2026-11-01T12:21"),
            "topic 3",
            NOW.plus(Duration.ofMinutes(20)));
    assertThat(line.shown().orElseThrow().json())
        .doesNotContain("best_", "top_")
        .contains("\"flags\":[\"stale\"]");
    assertThat(line.shown().orElseThrow().currentUntil()).isEqualTo("2026-11-01T12:21:00Z");
  }

  /** A worker of the release before writes no current_until and no best_valid_until. */
  @Test
  void entryOfAnOlderBuildIsBroughtUpToNow() {
    String old =
        LINE.replace("\"current_until\":\"2026-11-01T12:10:00Z\",", "")
            .replace("\"best_valid_until\":\"2026-11-01T12:20:00Z\",", "");
    assertThat(old).hasSizeLessThan(LINE.length() - 60);
    Instant now = NOW.plus(Duration.ofMinutes(11));
    CachedLine line = CachedLine.of(ID, old, "topic 3", now);
    assertThat(line.version()).isEqualTo(3);
    assertThat(line.shown().orElseThrow().json())
        .contains("\"best_valid_until\":\"2026-11-01T12:20:00Z\"")
        .doesNotContain("arbitrage");
  }

  private static CachedLine.Shown at(Duration later) {
    return CachedLine.of(ID, LINE, "topic 3", NOW.plus(later)).shown().orElseThrow();
  }
}
