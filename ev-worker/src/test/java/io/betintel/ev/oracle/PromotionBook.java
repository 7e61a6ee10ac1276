package io.betintel.ev.oracle;

/**
 * Keeps the books of a bet with a promotion: what is paid in and out in each of the two results,
 * bet by bet. Whoever bets against it at other odds looks for the stake that leaves the same either
 * way, by bisection.
 *
 * @param odds net decimal odds of the bet
 */
public record PromotionBook(Rules rules, double odds) {
  /** How a promotion moves money. */
  public interface Rules {
    /** What the bettor has after the bet, from nothing. */
    double balance(boolean wins, double odds);
  }

  /** The bettor stakes, and a winner gets part of the profit on top, up to a limit. */
  public static Rules boost(double stake, double rate, double limit) {
    return (wins, odds) -> {
      double money = -stake;
      if (wins) {
        money += stake * odds;
        double extra = rate * (stake * odds - stake);
        money += extra > limit ? limit : extra;
      }
      return money;
    };
  }

  /** The bookmaker's stake, which it keeps. */
  public static Rules bonus(double amount) {
    return (wins, odds) -> wins ? amount * odds - amount : 0;
  }

  /** A loser gets part of the stake as bonus bets, of which each unit is worth so much. */
  public static Rules secondChance(double stake, double share, double worth) {
    return (wins, odds) -> {
      double money = -stake;
      money += wins ? stake * odds : 0;
      double bonusBets = wins ? 0 : share * stake;
      return money + bonusBets * worth;
    };
  }

  /** The bonus is paid once so much was bet: here in bets of one unit and a rest. */
  public static Rules match(double deposit, double bonus, double times, boolean both) {
    return (wins, odds) -> {
      double money = -deposit;
      double account = deposit;
      double left = times * (both ? deposit + bonus : bonus);
      while (left > 0) {
        double stake = Math.min(1, left);
        account += wins ? stake * odds - stake : -stake;
        left -= stake;
      }
      return money + account + bonus;
    };
  }

  public double average(double probability) {
    return probability * rules.balance(true, odds) + (1 - probability) * rules.balance(false, odds);
  }

  /** The stake on a bet against it that leaves the same either way; 0 if it only costs. */
  public double hedge(double against) {
    double low = 0;
    double high = 1;
    while (gap(high, against) > 0) {
      high *= 2;
    }
    for (int i = 0; i < 200; i++) {
      double middle = (low + high) / 2;
      if (gap(middle, against) > 0) {
        low = middle;
      } else {
        high = middle;
      }
    }
    return low;
  }

  /** What is left with that hedge, if the bet wins. */
  public double certain(double against) {
    return rules.balance(true, odds) - hedge(against);
  }

  /** By how much a winner is better off. */
  private double gap(double stake, double against) {
    double winner = rules.balance(true, odds) - stake;
    double loser = rules.balance(false, odds) - stake + stake * against;
    return winner - loser;
  }
}
