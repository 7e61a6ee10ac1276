package io.betintel.ev.odds;

/** How a feed writes prices. The Odds API's payload does not say it; the request does. */
public enum OddsFormat {
  AMERICAN,
  DECIMAL;

  /**
   * Decimal odds, stake included.
   *
   * @throws InvalidOddsException if the price does not exist in this format
   */
  public double toDecimal(double price) {
    return this == AMERICAN ? AmericanOdds.toDecimal(price) : price;
  }
}
