package io.betintel.ev.audit;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** What all open lines of a market offer, by bookmaker. Mutable, for one thread. */
final class PublishedMarket {
  private final List<AuditedLine> lines = new ArrayList<>(2);
  private final SortedMap<String, Offered> byBookmaker = new TreeMap<>();
  private boolean bare;
  private boolean inFlight;

  /**
   * A bookmaker's offers in all lines of the market.
   *
   * @param digest 64 bits of them
   * @param latest when the newest of them was quoted, in milliseconds since the epoch
   */
  record Offered(long digest, long latest) {
    static final Offered NOTHING = new Offered(0, Long.MIN_VALUE);

    Offered and(Offered other) {
      return new Offered(digest + other.digest, Math.max(latest, other.latest));
    }
  }

  void add(AuditedLine line, AuditedLines.PublishedOffers offers) {
    lines.add(line);
    bare |= line.bare();
    for (int i = 0; i < offers.bookmakers().length; i++) {
      byBookmaker.merge(
          offers.bookmakers()[i],
          new Offered(offers.digests()[i], offers.quotedAt()[i]),
          Offered::and);
    }
  }

  /** A line of it cannot be read. */
  void leavesOut() {
    bare = true;
  }

  /** A line of it has a later record than those that are judged. */
  void moves() {
    inFlight = true;
  }

  boolean isInFlight() {
    return inFlight;
  }

  List<AuditedLine> lines() {
    return lines;
  }

  /** Whether a line of it was published without its offers, or cannot be read. */
  boolean isBare() {
    return bare;
  }

  SortedMap<String, Offered> byBookmaker() {
    return byBookmaker;
  }
}
