package io.betintel.ev.backtest;

import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Lines at the moments of bets, counted at each moment, by the first method.
 *
 * @param priced lines that have a fair price
 * @param notPriced the others, by the reason in a published line
 */
public record PricedCounts(int priced, SortedMap<String, Integer> notPriced) {
  public PricedCounts {
    notPriced = Collections.unmodifiableSortedMap(new TreeMap<>(notPriced));
  }
}
