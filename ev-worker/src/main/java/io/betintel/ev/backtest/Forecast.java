package io.betintel.ev.backtest;

import io.betintel.ev.odds.LineId;
import io.betintel.ev.odds.Score;
import io.betintel.ev.priced.PricedLine;
import io.betintel.ev.priced.PricedLine.PricedOutcome;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The closing price of one line without its margin, as a forecast of the result.
 *
 * <p>If a line can be settled in halves, or its stakes returned, its price is about the part of the
 * stake that is decided: with w won and l lost, a fair price o solves w (o - 1) = l, so that 1/o =
 * w / (w + l). The weight of a forecast is therefore the part of a stake that the result decides.
 *
 * @param probabilities of the line's outcomes, adding up to 1
 * @param winner the place of the outcome that won the decided part; -1 if nothing was decided
 * @param decided the part of a stake that the result decided, 0 to 1
 */
record Forecast(String event, LineId line, List<Double> probabilities, int winner, double decided) {
  Forecast {
    probabilities = List.copyOf(probabilities);
  }

  /**
   * @param line with a fair price
   * @return empty if the score does not settle the line
   */
  static Optional<Forecast> of(PricedLine line, Score score) {
    FinalScore result = new FinalScore(line.event(), score);
    List<Double> probabilities = new ArrayList<>();
    double decided = 0;
    int winner = -1;
    for (PricedOutcome outcome : line.outcomes()) {
      Optional<Grade> grade = result.grade(line, outcome);
      if (grade.isEmpty()) {
        return Optional.empty();
      }
      if (grade.get().won() > 0) {
        winner = probabilities.size();
        decided = grade.get().decided();
      }
      probabilities.add(outcome.fairProbability());
    }
    return Optional.of(new Forecast(line.event().id(), line.id(), probabilities, winner, decided));
  }

  /** The negative natural logarithm of the winner's probability. */
  double logLoss() {
    return -StrictMath.log(probabilities.get(winner));
  }

  /** The sum over the outcomes of (probability - happened)^2: 0 to 2 (Brier 1950). */
  double brier() {
    double sum = 0;
    for (int i = 0; i < probabilities.size(); i++) {
      double miss = probabilities.get(i) - (i == winner ? 1 : 0);
      sum += miss * miss;
    }
    return sum;
  }
}
