package io.betintel.ev.value;

import io.betintel.ev.bettype.BetTypeSettings;
import io.betintel.ev.odds.InvalidOddsException;

/**
 * From which EV a bet is a take, and how much of the bankroll it gets.
 *
 * @param take a fraction of the stake, above 0
 * @param kellyMultiplier the share of full Kelly, 0 to 1
 * @param stakeCap the largest stake, as a fraction of the bankroll, 0 to 1
 */
public record Staking(double take, double kellyMultiplier, double stakeCap) {
  /** That of a bet type for which the catalogue sets nothing else. */
  public static final Staking DEFAULT = ofDefaults();

  /**
   * @throws InvalidOddsException if one is out of range; the message names it
   */
  public Staking {
    if (!(take > 0 && Double.isFinite(take))) {
      throw new InvalidOddsException("take", take, "a fraction above 0 is needed, such as 0.045");
    }
    requireShare("kelly_multiplier", kellyMultiplier);
    requireShare("stake_cap", stakeCap);
  }

  /** The recommended stake, as a fraction of the bankroll. */
  public double stake(double kelly) {
    return Math.min(kelly * kellyMultiplier, stakeCap);
  }

  private static Staking ofDefaults() {
    BetTypeSettings defaults = BetTypeSettings.defaults();
    return new Staking(defaults.take(), defaults.kellyMultiplier(), defaults.stakeCap());
  }

  private static void requireShare(String field, double share) {
    if (!(share >= 0 && share <= 1)) {
      throw new InvalidOddsException(field, share, "a fraction from 0 to 1 is needed");
    }
  }
}
