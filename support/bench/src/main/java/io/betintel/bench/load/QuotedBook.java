package io.betintel.bench.load;

import io.betintel.ev.odds.Bookmaker;
import java.util.List;

/**
 * One bookmaker of a market that is sent, and the prices it goes through again and again.
 *
 * @param prices encoded outcomes, each different from the one before, and the first from the last;
 *     at least two
 */
record QuotedBook(Bookmaker bookmaker, List<byte[]> prices) {
  QuotedBook {
    if (prices.size() < 2) {
      throw new IllegalArgumentException(bookmaker + " has no price step");
    }
    prices = List.copyOf(prices);
  }
}
