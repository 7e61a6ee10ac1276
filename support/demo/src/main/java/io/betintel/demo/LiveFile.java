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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * One file's quotes, the last of each bookmaker in each market, and how they become quotes of now.
 *
 * @param firstStart when the file's first event starts
 * @param lastStart when its last one does
 */
record LiveFile(List<MarketSnapshot> quotes, Instant firstStart, Instant lastStart) {
  /** A season lasts nine months: its matches move closer together, in their order. */
  static final Duration LONGEST = Duration.ofDays(3);

  /** Of a quote: what a later one replaces. */
  record Key(MarketId market, Bookmaker bookmaker) {
    static Key of(MarketSnapshot quote) {
      return new Key(quote.marketId(), quote.bookmaker());
    }
  }

  /** The file's snapshots are in the order in which they were observed. */
  static LiveFile of(FeedFile file) {
    Map<Key, MarketSnapshot> last = new LinkedHashMap<>();
    for (MarketSnapshot snapshot : file.snapshots()) {
      last.put(Key.of(snapshot), snapshot);
    }
    List<Instant> starts =
        last.values().stream().map(quote -> quote.event().commenceTime()).sorted().toList();
    return starts.isEmpty()
        ? new LiveFile(List.of(), Instant.EPOCH, Instant.EPOCH)
        : new LiveFile(List.copyOf(last.values()), starts.get(0), starts.get(starts.size() - 1));
  }

  /**
   * When an event starts in the demo: the file's first one in one to two hours, the last one at
   * most three days later. It changes once an hour, for a demo that runs longer.
   */
  Instant start(SportingEvent event, Instant now) {
    Instant first = now.truncatedTo(ChronoUnit.HOURS).plus(2, ChronoUnit.HOURS);
    long span = Duration.between(firstStart, lastStart).toMillis();
    double closer = span <= LONGEST.toMillis() ? 1 : (double) LONGEST.toMillis() / span;
    long later = Duration.between(firstStart, event.commenceTime()).toMillis();
    return first.plusMillis(Math.round(later * closer));
  }

  /** The quote as if it were made now. */
  static MarketSnapshot quotedNow(
      MarketSnapshot real, List<Outcome> outcomes, Instant start, Instant now) {
    SportingEvent event = real.event();
    return new MarketSnapshot(
        new SportingEvent(event.id(), event.sportKey(), start, event.homeTeam(), event.awayTeam()),
        real.betType(),
        real.bookmaker(),
        outcomes,
        now,
        now,
        real.link());
  }
}
