package io.betintel.ev.feed.oddsapi;

import io.betintel.ev.feed.FeedFileException;
import io.betintel.ev.odds.OddsFormat;

/**
 * Notices a file that was asked for in the other format, before thousands of wrong prices are sent:
 * -110 read as decimal is refused anyway, but +150 would pass as a price of 150.
 */
final class OddsFormatCheck {
  private int prices;
  private int farFromZero;
  private int fractions;
  private int nearZero;
  private int zero;

  /** Counts one price as the file has it. */
  void saw(double price) {
    boolean whole = price == Math.rint(price);
    prices++;
    if (price == 0) {
      zero++;
    }
    if (Math.abs(price) < 100) {
      nearZero++;
    } else if (whole) {
      farFromZero++;
    }
    if (!whole) {
      fractions++;
    }
  }

  /**
   * @throws FeedFileException if most of the prices look like the other format's
   */
  void require(OddsFormat format) {
    // A decimal file of long shots has many whole prices above 100, but also fractions.
    boolean american = farFromZero * 2 > prices && fractions == 0;
    if (format == OddsFormat.DECIMAL && american) {
      throw refused(farFromZero, "whole and at least 100 or at most -100", "american");
    }
    // 0 is neither format's price: a suspended market has it in both.
    if (format == OddsFormat.AMERICAN && (nearZero - zero) * 2 > prices - zero) {
      throw refused(nearZero, "between -100 and 100", "decimal");
    }
  }

  private FeedFileException refused(int count, String how, String option) {
    return new FeedFileException(
        count + " of " + prices + " prices are " + how + ": read it with --odds-format " + option);
  }
}
