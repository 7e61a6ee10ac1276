package io.betintel.ev.value;

import io.betintel.ev.odds.InvalidOddsException;
import java.util.Objects;

/**
 * One bet of a parlay, which wins only if all of its bets win.
 *
 * @param event of the bet: bets of different events are independent
 * @param probability that it wins, above 0 to 1
 */
public record ParlayLeg(String event, double probability) {
  public ParlayLeg {
    Objects.requireNonNull(event, "event");
    if (!(probability > 0 && probability <= 1)) {
      throw new InvalidOddsException(
          "probability", probability, "a probability above 0 to 1 is needed");
    }
  }
}
