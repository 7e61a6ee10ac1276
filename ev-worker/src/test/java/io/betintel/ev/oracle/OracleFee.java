package io.betintel.ev.oracle;

/**
 * What an exchange takes, as the page about exchanges says it.
 *
 * @param form as a setting spells it; null if nothing is taken
 * @param ofProfit the part of what a bet wins
 * @param ofVariance times p (1 - p) for each contract that costs p and pays 1
 * @param coin what the fee of each contract is rounded up to; 0 if it is not
 */
public record OracleFee(String form, double ofProfit, double ofVariance, double coin) {
  static final OracleFee NOTHING = new OracleFee(null, 0, 0, 0);

  /** Nobody knows how much. */
  public static final OracleFee UNKNOWN = new OracleFee("unknown", 0, 0, 0);

  public static OracleFee profit(String rate) {
    return new OracleFee(rate, Double.parseDouble(rate), 0, 0);
  }

  public static OracleFee contract(String rate) {
    return new OracleFee(rate + "*p*(1-p)", 0, Double.parseDouble(rate), 0);
  }

  /** The same, where every contract's fee is a whole number of coins. */
  public static OracleFee rounded(String rate, String coin) {
    double up = Double.parseDouble(coin);
    return new OracleFee(rate + "*p*(1-p) up " + coin, 0, Double.parseDouble(rate), up);
  }

  /** What 1 spent brings if the bet wins: a contract and its fee are both paid. */
  double net(double odds) {
    double won = (odds - 1) * (1 - ofProfit);
    if (ofVariance == 0) {
      return 1 + won;
    }
    double p = 1 / odds;
    double fee = ofVariance * (p - p * p);
    if (coin > 0) {
      double coins = fee / coin;
      double whole = Math.rint(coins);
      fee = coin * (Math.abs(coins - whole) < 1e-9 ? whole : Math.floor(coins) + 1);
    }
    return odds / (1 + odds * fee);
  }

  boolean isUnknown() {
    return equals(UNKNOWN);
  }
}
