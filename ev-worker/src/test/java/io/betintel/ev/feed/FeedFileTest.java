package io.betintel.ev.feed;

import static org.assertj.core.api.Assertions.assertThat;

import io.betintel.ev.feed.footballdata.FootballDataReader;
import io.betintel.ev.odds.MarketSnapshot;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;

final class FeedFileTest {
  private static final Instant NOW = Instant.parse("2026-11-20T10:00:00.000123Z");

  @Test
  void shiftMovesEveryTimeByTheSameSpan() throws IOException {
    FeedFile file =
        FeedFixture.read(
            new FootballDataReader(
                Clock.fixed(Instant.parse("2026-11-28T12:00:00Z"), ZoneOffset.UTC)),
            FeedFixture.SEASON);
    // The season's last kick-off is 19 May 2024, 16:00 BST: its closing prices are of 14:55 UTC,
    // and from there to now it is this span, to the millisecond.
    Duration span =
        Duration.between(
            Instant.parse("2024-05-19T14:55:00Z"), Instant.parse("2026-11-20T10:00:00Z"));

    FeedFile shifted = file.shiftedTo(NOW);

    assertThat(shifted.snapshots()).hasSize(7207);
    assertThat(shifted.snapshots().get(7206).observedAt()).isEqualTo("2026-11-20T10:00:00Z");
    for (int i = 0; i < 7207; i++) {
      MarketSnapshot before = file.snapshots().get(i);
      MarketSnapshot after = shifted.snapshots().get(i);
      assertThat(after.observedAt()).isEqualTo(before.observedAt().plus(span));
      assertThat(after.lastUpdate()).isEqualTo(before.lastUpdate().plus(span));
      assertThat(after.event().commenceTime()).isEqualTo(before.event().commenceTime().plus(span));
      assertThat(after.event().id()).isEqualTo(before.event().id());
      assertThat(after.outcomes()).isEqualTo(before.outcomes());
    }
  }

  @Test
  void fileWithoutSnapshotsHasNothingToShift() {
    FeedFile empty = new FeedFile("f", List.of(), List.of(), 2, PriceCounts.NONE);
    assertThat(empty.shiftedTo(NOW)).isEqualTo(empty);
  }
}
