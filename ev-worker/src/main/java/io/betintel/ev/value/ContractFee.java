package io.betintel.ev.value;

/**
 * A fee for each contract, which costs p = 1 / o and pays 1 if it wins: rate p (1 - p) + flat,
 * whether it wins or not. Net odds are 1 / (p + fee), since a contract costs its fee too.
 *
 * <p>An exchange may round the fee of an order up to its smallest coin; how much that adds per
 * contract depends on the order's size.
 *
 * @param rate 0 to 1
 * @param flat of a contract that pays 1, 0 to below 1; of rate and flat one is 0
 * @param step what the fee of an order is rounded up to, such as 0.01; 0 for no rounding
 * @param contracts in an order, from 1; it matters only with a step
 */
record ContractFee(double rate, double flat, double step, int contracts) implements Fee {
  /** Of a step: a fee that is a whole number of steps must not become one more by its last bit. */
  private static final double LAST_BITS = 1e-9;

  ContractFee {
    if (!(rate >= 0 && rate <= 1) || !(flat >= 0 && flat < 1) || (rate > 0 && flat > 0)) {
      throw new IllegalArgumentException(
          "a fee of " + rate + "*p*(1-p) or " + flat + " per contract: a fraction is needed");
    }
    if (!(step >= 0 && step < 1) || contracts < 1) {
      throw new IllegalArgumentException(
          "rounded up to "
              + step
              + " per "
              + contracts
              + " contracts: a step below 1 and at least one contract are needed");
    }
  }

  @Override
  public double netPrice(double price) {
    double cost = 1 / price;
    return 1 / (cost + fee(cost));
  }

  /** Per contract. */
  private double fee(double cost) {
    double fee = rate * cost * (1 - cost) + flat;
    if (step == 0) {
      return fee;
    }
    return StrictMath.ceil(fee * contracts / step - LAST_BITS) * step / contracts;
  }

  @Override
  public String text() {
    String fee =
        flat > 0 ? FeeText.number(flat) + " per contract" : FeeText.number(rate) + "*p*(1-p)";
    if (step == 0) {
      return fee;
    }
    String up = fee + " up " + FeeText.number(step);
    return contracts == 1 ? up : up + " per " + contracts;
  }
}
