package io.betintel.ev.value;

import java.util.List;
import java.util.stream.Collectors;

/**
 * Another fee from each of some thresholds on: of the odds, or of the customer's own volume, which
 * is a setting because no feed says it.
 *
 * @param by what the thresholds are of
 * @param volume the customer's; 0 for tiers of odds
 * @param tiers by rising threshold; the first applies below its own too
 */
record TieredFee(By by, double volume, List<Tier> tiers) implements Fee {
  TieredFee {
    tiers = List.copyOf(tiers);
    if (tiers.isEmpty() || !(volume >= 0 && Double.isFinite(volume))) {
      throw new IllegalArgumentException(
          "tiers of a volume of "
              + volume
              + ": at least one tier, and a volume from 0, are needed");
    }
    for (int i = 1; i < tiers.size(); i++) {
      if (!(tiers.get(i).from() > tiers.get(i - 1).from())) {
        throw new IllegalArgumentException(
            "a tier from "
                + tiers.get(i).from()
                + " after one from "
                + tiers.get(i - 1).from()
                + ": thresholds must rise");
      }
    }
  }

  @Override
  public double netPrice(double price) {
    double measure = by == By.ODDS ? price : volume;
    Fee fee = tiers.get(0).fee();
    for (Tier tier : tiers) {
      if (measure >= tier.from()) {
        fee = tier.fee();
      }
    }
    return fee.netPrice(price);
  }

  @Override
  public String text() {
    String of = by == By.ODDS ? "odds" : "volume " + FeeText.number(volume);
    return tiers.stream()
        .map(tier -> FeeText.number(tier.from()) + ": " + tier.fee().text())
        .collect(Collectors.joining("; ", "tiers(" + of + "; ", ")"));
  }

  enum By {
    /** Decimal odds as quoted. */
    ODDS,
    VOLUME
  }

  /**
   * @param from the least odds or volume
   * @param fee of a simple form
   */
  record Tier(double from, Fee fee) {
    Tier {
      if (!(from >= 0 && Double.isFinite(from)) || fee instanceof TieredFee || !fee.isKnown()) {
        throw new IllegalArgumentException(
            "a tier from "
                + from
                + " with the fee "
                + fee.text()
                + ": a threshold from 0 and a known fee without tiers are needed");
      }
    }
  }
}
