package io.betintel.ev.market;

import io.betintel.ev.odds.Bookmaker;
import java.util.Arrays;

/**
 * What each bookmaker of one market has, in the order of their keys. Whose it is stands beside it,
 * so that one is found without a look at the others. Mutable, for one thread.
 */
final class ByBookmaker<T> {
  private static final Bookmaker[] NOBODY = {};
  private static final Object[] NOTHING = {};

  private Bookmaker[] bookmakers = NOBODY;
  private Object[] values = NOTHING;

  int size() {
    return bookmakers.length;
  }

  boolean isEmpty() {
    return bookmakers.length == 0;
  }

  Bookmaker bookmaker(int place) {
    return bookmakers[place];
  }

  @SuppressWarnings("unchecked") // put() takes no other values
  T at(int place) {
    return (T) values[place];
  }

  /** Null if the bookmaker has nothing. */
  T get(Bookmaker bookmaker) {
    int place = place(bookmaker);
    return place < 0 ? null : at(place);
  }

  /**
   * Where the bookmaker's is.
   *
   * @return as of a binary search: negative, {@code -place - 1}, if it is to be added there
   */
  @SuppressWarnings("ReferenceEquality") // mostly it is the very bookmaker
  int place(Bookmaker bookmaker) {
    Bookmaker[] all = bookmakers;
    for (int i = 0; i < all.length; i++) {
      if (all[i] == bookmaker) {
        return i;
      }
    }
    return Arrays.binarySearch(all, bookmaker);
  }

  /**
   * @return what the bookmaker had before; null if nothing
   */
  T put(Bookmaker bookmaker, T value) {
    int place = place(bookmaker);
    if (place >= 0) {
      T before = at(place);
      values[place] = value;
      return before;
    }
    add(-place - 1, bookmaker, value);
    return null;
  }

  private void add(int place, Bookmaker bookmaker, T value) {
    int size = size();
    Bookmaker[] more = Arrays.copyOf(bookmakers, size + 1);
    System.arraycopy(bookmakers, place, more, place + 1, size - place);
    more[place] = bookmaker;
    bookmakers = more;
    Object[] moreValues = Arrays.copyOf(values, size + 1);
    System.arraycopy(values, place, moreValues, place + 1, size - place);
    moreValues[place] = value;
    values = moreValues;
  }

  /**
   * @return what the bookmaker had; null if nothing
   */
  T remove(Bookmaker bookmaker) {
    int place = place(bookmaker);
    if (place < 0) {
      return null;
    }
    T removed = at(place);
    int left = size() - 1;
    Bookmaker[] fewer = Arrays.copyOf(bookmakers, left);
    System.arraycopy(bookmakers, place + 1, fewer, place, left - place);
    bookmakers = fewer;
    Object[] fewerValues = Arrays.copyOf(values, left);
    System.arraycopy(values, place + 1, fewerValues, place, left - place);
    values = fewerValues;
    return removed;
  }
}
