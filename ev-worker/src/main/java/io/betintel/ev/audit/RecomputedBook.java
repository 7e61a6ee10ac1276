package io.betintel.ev.audit;

import io.betintel.ev.odds.BetType;
import io.betintel.ev.odds.MarketId;
import io.betintel.ev.odds.MarketSnapshot;
import java.util.SortedMap;
import java.util.TreeMap;

/** One market as the events say it is, by bookmaker. Mutable, for one thread. */
final class RecomputedBook {
  private final String eventId;
  private final BetType betType;
  private final Budget budget;
  private final SortedMap<String, HeldQuote> quotes = new TreeMap<>();
  private long latestStart = Long.MIN_VALUE;
  private boolean inFlight;

  RecomputedBook(String eventId, BetType betType, Budget budget) {
    this.budget = budget;
    this.eventId = eventId;
    this.betType = betType;
  }

  /** Of a market without a record. */
  static RecomputedBook empty(MarketId market) {
    return new RecomputedBook(market.eventId(), market.betType(), new Budget(Long.MAX_VALUE));
  }

  String eventId() {
    return eventId;
  }

  BetType betType() {
    return betType;
  }

  /**
   * Takes a snapshot that the workers have read.
   *
   * @param certain false if it may have been left out, such as a parked event that was over when
   *     its turn came
   * @return whether it replaces the bookmaker's present one
   */
  boolean take(MarketSnapshot snapshot, int partition, long offset, boolean certain) {
    latestStart = Math.max(latestStart, snapshot.event().commenceTime().toEpochMilli());
    HeldQuote next =
        new HeldQuote(
            snapshot.lastUpdate().toEpochMilli(),
            snapshot.isSuspension(),
            QuoteBytes.of(snapshot),
            partition,
            offset,
            certain);
    String bookmaker = snapshot.bookmaker().key().intern(); // one of some hundreds
    HeldQuote present = quotes.get(bookmaker);
    if (!next.replaces(present)) {
      return false;
    }
    if (present == null) {
      budget.quote(next.content().length);
    }
    quotes.put(bookmaker, next);
    return true;
  }

  /**
   * A snapshot of the bookmaker was refused: what it offered before ends, if there was any. Records
   * of two partitions have no order here, so that it is not certain then.
   */
  void end(String bookmaker, long lastUpdate, int partition, long offset) {
    HeldQuote present = quotes.get(bookmaker);
    if (present != null) {
      quotes.put(
          bookmaker,
          present.endedBy(lastUpdate, partition, offset, present.partition() == partition));
    }
  }

  /** Something of the market is under way. */
  void moves() {
    inFlight = true;
  }

  boolean isInFlight() {
    return inFlight;
  }

  /** By bookmaker's key. */
  SortedMap<String, HeldQuote> quotes() {
    return quotes;
  }

  /** The latest start that any snapshot gives, in milliseconds since the epoch. */
  long latestStart() {
    return latestStart;
  }
}
