package io.betintel.ev.value;

import io.betintel.ev.pricing.Overround;
import io.betintel.ev.pricing.Removal;
import java.util.ArrayList;
import java.util.List;

/**
 * What the odds of one line are worth. Lists are in the order of the odds that were asked about.
 *
 * @param probabilities fair, without the bookmaker's margin
 * @param overround S - 1, with S the sum of the inverse odds; negative for an underround
 * @param hold 1 - 1/S
 * @param ev of each offer, as a fraction of the stake; empty where there are no offers
 * @param kelly of each offer, the full fraction of the bankroll, 0 where EV is not positive; empty
 *     where there are no offers
 */
public record PriceAnswer(
    List<Double> probabilities,
    double overround,
    double hold,
    List<Double> ev,
    List<Double> kelly) {

  public PriceAnswer {
    probabilities = List.copyOf(probabilities);
    ev = List.copyOf(ev);
    kelly = List.copyOf(kelly);
  }

  public static PriceAnswer to(PriceQuestion question) {
    double[] odds = question.odds().stream().mapToDouble(Double::doubleValue).toArray();
    Removal removal = question.method().remove(odds);
    if (!(removal instanceof Removal.Fair fair)) {
      throw new IllegalArgumentException(question.method().label() + " gives " + removal);
    }
    List<Double> probabilities = fair.probabilities();
    List<Double> ev = new ArrayList<>();
    List<Double> kelly = new ArrayList<>();
    for (int i = 0; i < question.offers().size(); i++) {
      double netPrice = ExpectedValue.netPrice(question.offers().get(i), question.fee());
      ev.add(ExpectedValue.of(probabilities.get(i), netPrice));
      kelly.add(ExpectedValue.kelly(probabilities.get(i), netPrice));
    }
    return new PriceAnswer(probabilities, Overround.of(odds), Overround.hold(odds), ev, kelly);
  }
}
