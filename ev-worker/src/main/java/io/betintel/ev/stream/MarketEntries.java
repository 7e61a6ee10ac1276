package io.betintel.ev.stream;

import java.util.Arrays;
import java.util.function.BiConsumer;

/**
 * The entries of one market in the store, sorted by the rest of their keys behind the market's.
 * Mutable, for one thread.
 */
final class MarketEntries {
  private static final byte[][] NONE = {};

  /** Rest and value in turns: few arrays, since most markets have few entries. */
  private byte[][] pairs = NONE;

  private int size;

  int size() {
    return size;
  }

  /**
   * @param key of which the rest begins at {@code start}
   * @return null if there is none
   */
  byte[] get(byte[] key, int start) {
    int place = place(key, start);
    return place < 0 ? null : pairs[2 * place + 1];
  }

  /**
   * Replaces the value of an entry that is there.
   *
   * @return the value before; null if there is no such entry, and nothing has changed
   */
  byte[] replace(byte[] key, int start, byte[] value) {
    int place = place(key, start);
    if (place < 0) {
      return null;
    }
    byte[] before = pairs[2 * place + 1];
    pairs[2 * place + 1] = value;
    return before;
  }

  /** Adds an entry that is not there. */
  void add(byte[] rest, byte[] value) {
    int at = 2 * (-place(rest, 0) - 1);
    int used = 2 * size;
    byte[][] wider = used < pairs.length ? pairs : new byte[used + 2 + used / 4 * 2][];
    System.arraycopy(pairs, at, wider, at + 2, used - at);
    if (wider != pairs) {
      System.arraycopy(pairs, 0, wider, 0, at);
    }
    wider[at] = rest;
    wider[at + 1] = value;
    pairs = wider;
    size++;
  }

  /** Its value; null if there is none. */
  byte[] remove(byte[] key, int start) {
    int place = place(key, start);
    if (place < 0) {
      return null;
    }
    byte[] before = pairs[2 * place + 1];
    size--;
    System.arraycopy(pairs, 2 * place + 2, pairs, 2 * place, 2 * (size - place));
    Arrays.fill(pairs, 2 * size, 2 * size + 2, null);
    return before;
  }

  /** Each rest and its value, as they are at the call. */
  void forEach(BiConsumer<byte[], byte[]> action) {
    byte[][] now = Arrays.copyOf(pairs, 2 * size);
    for (int i = 0; i < now.length; i += 2) {
      action.accept(now[i], now[i + 1]);
    }
  }

  /** As of a binary search. */
  private int place(byte[] key, int start) {
    int low = 0;
    int high = size - 1;
    while (low <= high) {
      int middle = (low + high) >>> 1;
      byte[] rest = pairs[2 * middle];
      int order = Arrays.compareUnsigned(rest, 0, rest.length, key, start, key.length);
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
