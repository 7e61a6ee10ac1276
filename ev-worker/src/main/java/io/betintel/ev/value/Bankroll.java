package io.betintel.ev.value;

import io.betintel.ev.ops.Setting;

/**
 * The money that stakes are fractions of. With it, no recommended stake exceeds what the bookmaker
 * takes.
 *
 * @param money in the currency of the feeds' limits; 0 if unknown
 */
public record Bankroll(double money) {
  static final Setting<Bankroll> BANKROLL =
      new Setting<>(
          "EV_BANKROLL",
          "an amount of money from 0, such as 5000",
          "0",
          "The bankroll, in the currency of the feeds' bet limits: it makes a limit cap the stake; 0"
              + " if unknown.",
          false,
          text -> new Bankroll(Double.parseDouble(text)));

  /** Stakes are not capped by limits, but for a limit of 0. */
  public static final Bankroll UNKNOWN = new Bankroll(0);

  public Bankroll {
    if (!(money >= 0 && Double.isFinite(money))) {
      throw new IllegalArgumentException("a bankroll of " + money + ": an amount from 0 is needed");
    }
  }

  public boolean isKnown() {
    return money > 0;
  }

  /**
   * The part of a stake that the bookmaker takes.
   *
   * @param stake a fraction of the bankroll
   * @param betLimit money; null if unknown
   */
  public double capped(double stake, Double betLimit) {
    return betLimit == null || !isKnown() ? stake : Math.min(stake, betLimit / money);
  }
}
