package io.betintel.ev.value;

import io.betintel.ev.odds.InvalidOddsException;

/**
 * A fraction of what a bet wins: net odds are 1 + (o - 1)(1 - rate). A lost bet costs no fee.
 *
 * @param rate 0 to below 1
 */
record ProfitFee(double rate) implements Fee {
  static final Fee NONE = new ProfitFee(0);

  ProfitFee {
    if (!(rate >= 0 && rate < 1)) {
      throw new InvalidOddsException(
          "fee", rate, "a fraction of the profit from 0 to below 1 is needed, such as 0.02");
    }
  }

  @Override
  public double netPrice(double price) {
    return ExpectedValue.netPrice(price, rate);
  }

  @Override
  public String text() {
    return FeeText.number(rate);
  }
}
