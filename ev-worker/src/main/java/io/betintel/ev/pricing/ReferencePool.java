package io.betintel.ev.pricing;

import io.betintel.ev.bettype.BetTypeSettings;
import io.betintel.ev.bettype.Combination;
import io.betintel.ev.bettype.Method;
import io.betintel.ev.odds.Bookmaker;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * The references of a line, or all but one of them, and the price that they make together. For one
 * thread.
 */
@SuppressWarnings("EnumOrdinal") // an index within one process, never stored or sent
final class ReferencePool {
  private static final Method[] METHODS = Method.values();

  private final BetTypeSettings settings;
  private final List<ReferenceQuote> quotes;
  private final List<Removals> removals;
  private final double[] weights;

  /** Of the mean odds; null if the bet type removes each reference's margin first. */
  private final Removals average;

  /**
   * @param quotes by bookmaker's key, at least one
   * @param removals of the quotes' odds, in their order
   */
  ReferencePool(BetTypeSettings settings, List<ReferenceQuote> quotes, List<Removals> removals) {
    this.settings = settings;
    this.quotes = quotes;
    this.removals = removals;
    this.weights = weights(quotes);
    this.average =
        settings.consensus() == Combination.AVERAGE_THEN_DEVIG ? new Removals(averageOdds()) : null;
  }

  FairPrice price() {
    List<Bookmaker> references = new ArrayList<>(quotes.size());
    for (ReferenceQuote quote : quotes) {
      references.add(quote.bookmaker());
    }
    if (average != null) {
      Method used = used(average);
      return new FairPrice(
          average.by(used),
          List.copyOf(references),
          weights,
          Collections.nCopies(quotes.size(), used));
    }
    List<Method> methods = new ArrayList<>(quotes.size());
    double[] fair = new double[outcomes()];
    for (int i = 0; i < weights.length; i++) {
      Method used = used(removals.get(i));
      methods.add(used);
      add(fair, weights[i], removals.get(i).by(used));
    }
    return new FairPrice(fair, List.copyOf(references), weights, methods);
  }

  FairByMethod byMethod() {
    double[][] fair = new double[METHODS.length][];
    for (Method method : METHODS) {
      fair[method.ordinal()] = average != null ? average.by(method) : mean(method);
    }
    return new FairByMethod(fair, average != null ? average.worstCase() : meanWorstCase());
  }

  /** Null if the method gives no probability to some outcome of a reference. */
  private double[] mean(Method method) {
    if (weights.length == 1) {
      return removals.get(0).by(method);
    }
    double[] fair = new double[outcomes()];
    for (int i = 0; i < weights.length; i++) {
      double[] probabilities = removals.get(i).by(method);
      if (probabilities == null) {
        return null;
      }
      add(fair, weights[i], probabilities);
    }
    return fair;
  }

  private double[] meanWorstCase() {
    if (weights.length == 1) {
      return removals.get(0).worstCase();
    }
    double[] fair = new double[outcomes()];
    for (int i = 0; i < weights.length; i++) {
      add(fair, weights[i], removals.get(i).worstCase());
    }
    return fair;
  }

  /** The odds whose inverses are the weighted mean of the references' inverse odds. */
  private double[] averageOdds() {
    double[] odds = new double[outcomes()];
    for (int i = 0; i < weights.length; i++) {
      double[] quoted = quotes.get(i).odds();
      for (int side = 0; side < odds.length; side++) {
        odds[side] += weights[i] / quoted[side];
      }
    }
    for (int side = 0; side < odds.length; side++) {
      odds[side] = 1 / odds[side];
    }
    return odds;
  }

  /** By the bet type's method, else its fallback; multiplicative always gives probabilities. */
  private Method used(Removals removal) {
    if (removal.by(settings.method()) != null) {
      return settings.method();
    }
    if (removal.by(settings.fallback()) != null) {
      return settings.fallback();
    }
    if (removal.by(Method.MULTIPLICATIVE) != null) {
      return Method.MULTIPLICATIVE;
    }
    throw new IllegalStateException("no method gives every outcome a probability: " + quotes);
  }

  private int outcomes() {
    return quotes.get(0).odds().length;
  }

  private static double[] weights(List<ReferenceQuote> quotes) {
    double total = 0;
    for (ReferenceQuote quote : quotes) {
      total += quote.weight();
    }
    double[] weights = new double[quotes.size()];
    for (int i = 0; i < weights.length; i++) {
      weights[i] = quotes.get(i).weight() / total;
    }
    return weights;
  }

  private static void add(double[] sum, double weight, double[] probabilities) {
    for (int i = 0; i < sum.length; i++) {
      sum[i] += weight * probabilities[i];
    }
  }
}
