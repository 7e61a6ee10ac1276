package io.betintel.demo;

import io.betintel.ev.feed.FeedFile;
import io.betintel.ev.odds.Bookmaker;
import io.betintel.ev.odds.MarketId;
import io.betintel.ev.odds.MarketSnapshot;
import io.betintel.ev.odds.Outcome;
import io.betintel.ev.odds.SportingEvent;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * One file's quotes, the last of each bookmaker in each market, and how they become quotes of now.
 *
 * @param firstStart when the file's first event starts
 */
record LiveFile(List<MarketSnapshot> quotes, Instant firstStart) {

  private record Key(MarketId market, Bookmaker bookmaker) {}

  /** The file's snapshots are in the order in which they were observed. */
  static LiveFile of(FeedFile file) {
    Map<Key, MarketSnapshot> last = new LinkedHashMap<>();
    for (MarketSnapshot snapshot : file.snapshots()) {
      last.put(new Key(snapshot.marketId(), snapshot.bookmaker()), snapshot);
    }
    return new LiveFile(List.copyOf(last.values()), firstStart(last.values()));
  }

  /**
   * How far every event is moved in time, so that the first one starts in one to two hours and the
   * gaps between events stay. It changes once an hour, for a demo that runs longer.
   */
  Duration shift(Instant now) {
    Instant start = now.truncatedTo(ChronoUnit.HOURS).plus(2, ChronoUnit.HOURS);
    return Duration.between(firstStart, start);
  }

  /** The quote as if it were made now. */
  static MarketSnapshot quotedNow(
      MarketSnapshot real, List<Outcome> outcomes, Duration shift, Instant now) {
    SportingEvent event = real.event();
    return new MarketSnapshot(
        new SportingEvent(
            event.id(),
            event.sportKey(),
            event.commenceTime().plus(shift),
            event.homeTeam(),
            event.awayTeam()),
        real.betType(),
        real.bookmaker(),
        outcomes,
        now,
        now,
        real.link());
  }

  private static Instant firstStart(Collection<MarketSnapshot> quotes) {
    return quotes.stream()
        .map(quote -> quote.event().commenceTime())
        .min(Instant::compareTo)
        .orElse(Instant.EPOCH);
  }
}
