package io.betintel.ev.pricing;

import io.betintel.ev.bettype.Method;
import io.betintel.ev.odds.Bookmaker;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The fair price of a line: the probabilities of its outcomes, and how they were made.
 *
 * @param probabilities in the line's order, adding up to 1
 * @param weights the references by key, renormalised: they add up to 1
 * @param methods the method that removed each reference's margin, by the same keys
 */
public record FairPrice(
    List<Double> probabilities,
    SortedMap<Bookmaker, Double> weights,
    SortedMap<Bookmaker, Method> methods) {
  public FairPrice {
    probabilities = List.copyOf(probabilities);
    weights = Collections.unmodifiableSortedMap(new TreeMap<>(weights));
    methods = Collections.unmodifiableSortedMap(new TreeMap<>(methods));
  }

  /** The probability of the line's outcome at {@code side}. */
  public double probability(int side) {
    return probabilities.get(side);
  }
}
