package io.betintel.ev.oracle;

import java.util.Collection;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** Books alone: the newest quote of each bookmaker in each market, in whatever order they came. */
public final class NewestQuotes {
  private NewestQuotes() {}

  /** By market, which is the event, a bar and the bet type, and by bookmaker. */
  public static SortedMap<String, SortedMap<String, OracleQuote>> of(
      Collection<OracleQuote> quotes) {
    SortedMap<String, SortedMap<String, OracleQuote>> books = new TreeMap<>();
    markets(quotes)
        .forEach(
            (market, sent) -> {
              SortedMap<String, OracleQuote> book = new TreeMap<>();
              sent.quotes().forEach(quote -> book.put(quote.book(), quote));
              books.put(market, book);
            });
    return books;
  }

  /**
   * By event: the quote whose start and teams it has, which is of the market that was seen last.
   */
  public static SortedMap<String, OracleQuote> events(Collection<OracleQuote> quotes) {
    SortedMap<String, Long> seen = new TreeMap<>();
    SortedMap<String, OracleQuote> events = new TreeMap<>();
    markets(quotes)
        .values()
        .forEach(
            market -> {
              OracleQuote latest = market.latest();
              Long before = seen.get(latest.eventId());
              if (before == null || before < market.time()) {
                seen.put(latest.eventId(), market.time());
                events.put(latest.eventId(), latest);
              }
            });
    return events;
  }

  private static Map<String, SentMarket> markets(Collection<OracleQuote> quotes) {
    Map<String, SentMarket> markets = new TreeMap<>();
    quotes.forEach(
        quote -> markets.computeIfAbsent(quote.market(), m -> new SentMarket()).add(quote));
    return markets;
  }
}
