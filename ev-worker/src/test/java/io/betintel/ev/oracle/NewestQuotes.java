package io.betintel.ev.oracle;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** Books alone: the newest quote of each bookmaker in each market, in whatever order they came. */
public final class NewestQuotes {
  private NewestQuotes() {}

  /** By market, which is the event, a bar and the bet type, and by bookmaker. */
  public static SortedMap<String, SortedMap<String, OracleQuote>> of(
      Collection<OracleQuote> quotes) {
    Map<String, SentMarket> markets = new HashMap<>();
    quotes.forEach(
        quote -> markets.computeIfAbsent(quote.market(), m -> new SentMarket()).add(quote));
    SortedMap<String, SortedMap<String, OracleQuote>> books = new TreeMap<>();
    markets.forEach(
        (market, sent) -> {
          SortedMap<String, OracleQuote> book = new TreeMap<>();
          sent.quotes().forEach(quote -> book.put(quote.book(), quote));
          books.put(market, book);
        });
    return books;
  }
}
