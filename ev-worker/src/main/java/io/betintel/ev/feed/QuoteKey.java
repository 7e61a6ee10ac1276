package io.betintel.ev.feed;

import io.betintel.ev.odds.BetType;
import io.betintel.ev.odds.Bookmaker;
import io.betintel.ev.odds.MarketId;
import io.betintel.ev.odds.MarketSnapshot;

/** Whose quote it is, and of which market. */
record QuoteKey(MarketId market, Bookmaker bookmaker) {

  static QuoteKey of(MarketSnapshot snapshot) {
    return new QuoteKey(snapshot.marketId(), snapshot.bookmaker());
  }

  /**
   * @param text event id, bet type and bookmaker; only the first may have a {@code |} in it
   * @throws RuntimeException if it is not one
   */
  static QuoteKey of(String text) {
    int bookmaker = text.lastIndexOf('|');
    int betType = text.lastIndexOf('|', bookmaker - 1);
    return new QuoteKey(
        new MarketId(
            text.substring(0, betType), new BetType(text.substring(betType + 1, bookmaker))),
        new Bookmaker(text.substring(bookmaker + 1)));
  }

  String text() {
    return market.text() + '|' + bookmaker;
  }
}
