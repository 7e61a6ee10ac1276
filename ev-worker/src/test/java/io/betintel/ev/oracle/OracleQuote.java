package io.betintel.ev.oracle;

import java.util.List;

/**
 * One bookmaker's snapshot of one market as a test sent it. Times are milliseconds since the epoch.
 *
 * @param start when the event starts
 * @param quotedAt the event's {@code last_update}
 * @param seenAt the record's timestamp
 * @param link to the market; null if absent
 */
public record OracleQuote(
    String eventId,
    String sport,
    long start,
    String home,
    String away,
    String betType,
    String book,
    List<SentPrice> prices,
    long quotedAt,
    long seenAt,
    String link) {

  public OracleQuote {
    prices = List.copyOf(prices);
  }

  String market() {
    return eventId + "|" + betType;
  }
}
