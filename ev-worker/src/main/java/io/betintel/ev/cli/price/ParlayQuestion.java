package io.betintel.ev.cli.price;

import io.betintel.ev.odds.AmericanOdds;
import io.betintel.ev.odds.InvalidOddsException;
import io.betintel.ev.pricing.MarginMethod;
import io.betintel.ev.pricing.Removal;
import io.betintel.ev.value.ParlayLeg;
import java.util.ArrayList;
import java.util.List;

/** Reads the bets of a parlay: {@code EVENT:ODDS/ODDS} or {@code EVENT:p=PROBABILITY}. */
final class ParlayQuestion {
  private static final String FORM =
      "EVENT:ODDS/ODDS, the bet's own odds first and then those of the line's other outcomes, or"
          + " EVENT:p=PROBABILITY, is needed, such as match1:1.9/2.0 or match1:p=0.52";

  private ParlayQuestion() {}

  /**
   * @throws InvalidOddsException if a leg is malformed, or there are fewer than two
   */
  static List<ParlayLeg> legs(List<String> texts, MarginMethod method) {
    if (texts.size() < 2) {
      throw new InvalidOddsException("legs", texts, "at least two bets are needed");
    }
    List<ParlayLeg> legs = new ArrayList<>(texts.size());
    for (String text : texts) {
      int colon = text.lastIndexOf(':');
      if (colon < 1) {
        throw new InvalidOddsException("leg", text, FORM);
      }
      String price = text.substring(colon + 1);
      double probability =
          price.startsWith("p=") ? number(text, price.substring(2)) : fair(text, price, method);
      legs.add(new ParlayLeg(text.substring(0, colon), probability));
    }
    return legs;
  }

  private static double fair(String leg, String price, MarginMethod method) {
    String[] parts = price.split("/", -1);
    if (parts.length < 2) {
      throw new InvalidOddsException("leg", leg, FORM);
    }
    double[] odds = new double[parts.length];
    for (int i = 0; i < odds.length; i++) {
      boolean american = parts[i].startsWith("+") || parts[i].startsWith("-");
      double given = number(leg, parts[i]);
      odds[i] = american ? AmericanOdds.toDecimal("leg " + leg, given) : given;
      if (!(odds[i] > 1 && Double.isFinite(odds[i]))) {
        throw new InvalidOddsException("leg", leg, "decimal odds must be above 1 and finite");
      }
    }
    if (method.remove(odds) instanceof Removal.Fair fair) {
      return fair.probabilities().get(0);
    }
    throw new InvalidOddsException(
        "leg",
        leg,
        method.method().label() + " gives an outcome no probability: use another method");
  }

  private static double number(String leg, String text) {
    double number = orNaN(text);
    if (Double.isNaN(number)) {
      throw new InvalidOddsException("leg", leg, FORM);
    }
    return number;
  }

  /** NaN if it is not a number. */
  static double orNaN(String text) {
    try {
      return Double.parseDouble(text);
    } catch (NumberFormatException e) {
      return Double.NaN;
    }
  }
}
