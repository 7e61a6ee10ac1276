package io.betintel.ev.cli.price;

import io.betintel.ev.pricing.Overround;
import java.util.List;

/**
 * The answer to a question.
 *
 * @param overround S - 1, with S the sum of the inverse odds; negative for an underround
 * @param hold 1 - 1/S
 * @param methods one answer for each method that was asked for, in that order
 */
record PriceAnswer(double overround, double hold, List<MethodAnswer> methods) {

  PriceAnswer {
    methods = List.copyOf(methods);
  }

  static PriceAnswer to(PriceQuestion question) {
    double[] odds = question.odds().stream().mapToDouble(Double::doubleValue).toArray();
    return new PriceAnswer(
        Overround.of(odds),
        Overround.hold(odds),
        question.methods().labels().stream()
            .map(label -> MethodAnswer.to(question, label))
            .toList());
  }
}
