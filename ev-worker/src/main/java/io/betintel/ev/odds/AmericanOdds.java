package io.betintel.ev.odds;

/** American odds: what 100 staked wins (+150), or what must be staked to win 100 (-150). */
public final class AmericanOdds {
  private AmericanOdds() {}

  /**
   * Decimal odds, stake included: {@code 1 + a/100} for +a, {@code 1 + 100/a} for -a.
   *
   * @param american at most -100 or at least +100
   * @throws InvalidOddsException if it is between -100 and +100, where American odds do not exist,
   *     or not finite
   */
  public static double toDecimal(double american) {
    return toDecimal("price", american);
  }

  /**
   * The same, for odds that the caller names.
   *
   * @param field the name of the odds in the exception, such as {@code odds[2]}
   */
  public static double toDecimal(String field, double american) {
    if (!Double.isFinite(american) || Math.abs(american) < 100) {
      throw new InvalidOddsException(
          field, american, "American odds must be at least +100 or at most -100");
    }
    return american > 0 ? 1 + american / 100 : 1 - 100 / american;
  }

  /**
   * American odds, not rounded: at least +100, or below -100 if the stake exceeds the profit.
   *
   * @param decimal above 1
   */
  public static double fromDecimal(double decimal) {
    return decimal >= 2 ? (decimal - 1) * 100 : -100 / (decimal - 1);
  }
}
