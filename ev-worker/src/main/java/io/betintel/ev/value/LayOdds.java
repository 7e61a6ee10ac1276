package io.betintel.ev.value;

/**
 * Laying an outcome is a bet against it. Who lays a stake of 1 at the odds L risks the liability L
 * - 1 to win 1: per unit of liability that is a bet at the odds L / (L - 1) that the outcome does
 * not happen. So value, fees, Kelly and stakes of a lay are those of that bet, all per unit of
 * liability.
 */
public final class LayOdds {
  private LayOdds() {}

  /**
   * Decimal odds of the bet against the outcome, before fees.
   *
   * @param lay decimal odds at which it is laid, above 1
   */
  public static double against(double lay) {
    return lay / (lay - 1);
  }

  /** What is risked per unit of the backer's stake. */
  public static double liability(double lay) {
    return lay - 1;
  }
}
