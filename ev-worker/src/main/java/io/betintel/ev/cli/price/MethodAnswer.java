package io.betintel.ev.cli.price;

import io.betintel.ev.pricing.MarginMethod;
import io.betintel.ev.pricing.MethodWithFallback;
import io.betintel.ev.pricing.Removal;
import io.betintel.ev.pricing.WorstCase;
import io.betintel.ev.value.LayOdds;
import io.betintel.ev.value.OfferValue;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;

/** One method's answer about a line. */
sealed interface MethodAnswer permits MethodAnswer.Priced, MethodAnswer.NoPrice {
  /** The label of the method that was asked for. */
  String asked();

  /**
   * The line's prices.
   *
   * @param used the label of the method that made the probabilities, which may be the fallback
   * @param probabilities in the order of the odds; they add up to 1, except for {@code worst_case}
   * @param parameter the method's parameter, see there; empty if it has none
   * @param offers the values of the offers in the same order; empty without offers
   */
  record Priced(
      String asked,
      String used,
      List<Double> probabilities,
      OptionalDouble parameter,
      List<OfferValue> offers)
      implements MethodAnswer {

    public Priced {
      probabilities = List.copyOf(probabilities);
      offers = List.copyOf(offers);
    }
  }

  /**
   * The method gives an outcome no probability, and there is no fallback.
   *
   * @param reason names the outcome and the remedy
   */
  record NoPrice(String asked, String reason) implements MethodAnswer {}

  /** By one of the question's methods. */
  static MethodAnswer to(PriceQuestion question, String label) {
    double[] odds = question.odds().stream().mapToDouble(Double::doubleValue).toArray();
    if (label.equals(WorstCase.LABEL)) {
      List<Double> gate = Arrays.stream(WorstCase.of(odds)).boxed().toList();
      return new Priced(label, label, gate, OptionalDouble.empty(), values(question, gate));
    }
    MarginMethod method = MarginMethod.of(label);
    MarginMethod fallback = question.methods().fallback();
    MethodWithFallback.Result result =
        fallback == null
            ? new MethodWithFallback.Result(method.method(), method.remove(odds))
            : new MethodWithFallback(method, fallback).remove(odds);
    if (result.removal() instanceof Removal.Fair fair) {
      return new Priced(
          label,
          result.used().label(),
          fair.probabilities(),
          fair.parameter(),
          values(question, fair.probabilities()));
    }
    return new NoPrice(label, reason(question, result));
  }

  private static List<OfferValue> values(PriceQuestion question, List<Double> probabilities) {
    List<OfferValue> values = new ArrayList<>(question.offers().size());
    for (int i = 0; i < question.offers().size(); i++) {
      double offer = question.offers().get(i);
      double probability = probabilities.get(i);
      boolean lay = question.lays();
      double netPrice = question.fee().netPrice(lay ? LayOdds.against(offer) : offer);
      values.add(OfferValue.of(lay ? 1 - probability : probability, netPrice, question.staking()));
    }
    return values;
  }

  private static String reason(PriceQuestion question, MethodWithFallback.Result result) {
    Removal.NotPositive notPositive = (Removal.NotPositive) result.removal();
    return result.used().label()
        + " gives odds["
        + notPositive.outcome()
        + "] ("
        + question.odds().get(notPositive.outcome())
        + ") a probability of "
        + notPositive.probability()
        + ": name a fallback, such as power, or another method";
  }
}
