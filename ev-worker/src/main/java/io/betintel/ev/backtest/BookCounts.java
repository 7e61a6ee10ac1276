package io.betintel.ev.backtest;

import io.betintel.ev.odds.Bookmaker;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Whose prices a backtest has.
 *
 * @param read prices by bookmaker
 * @param leftOut prices that are not read, by what they are and why
 * @param missing the references and the yardstick that no file quotes
 */
public record BookCounts(
    SortedMap<Bookmaker, Integer> read,
    SortedMap<String, Integer> leftOut,
    List<Bookmaker> missing) {
  public BookCounts {
    read = Collections.unmodifiableSortedMap(new TreeMap<>(read));
    leftOut = Collections.unmodifiableSortedMap(new TreeMap<>(leftOut));
    missing = List.copyOf(missing);
  }
}
