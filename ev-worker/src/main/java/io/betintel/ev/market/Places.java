package io.betintel.ev.market;

import io.betintel.ev.odds.Bookmaker;
import java.util.List;
import java.util.function.Function;

/**
 * Where a bookmaker's is in a list by bookmaker: small lists take less than trees, and find as
 * fast.
 */
final class Places {
  private Places() {}

  /**
   * @return as of a binary search: negative, {@code -place - 1}, if it is to be added there
   */
  static <T> int of(List<T> sorted, Function<T, Bookmaker> whose, Bookmaker bookmaker) {
    int low = 0;
    int high = sorted.size() - 1;
    while (low <= high) {
      int middle = (low + high) >>> 1;
      int order = whose.apply(sorted.get(middle)).compareTo(bookmaker);
      if (order == 0) {
        return middle;
      }
      if (order < 0) {
        low = middle + 1;
      } else {
        high = middle - 1;
      }
    }
    return -(low + 1);
  }
}
