package io.betintel.ev.codec;

import java.util.Arrays;

/**
 * Values that repeat from record to record, by the bytes that stand for them: a look-up makes no
 * object, and equal values are one. Bounded: a value takes the place of another whose bytes hash to
 * the same place. For one thread.
 *
 * <p>Rejected: a map with strings as keys, since to make the key is the cost.
 *
 * @param <T> an immutable value
 */
final class Interned<T> {
  private final byte[][] keys;
  private final Object[] values;

  /**
   * @param places a power of two
   */
  Interned(int places) {
    keys = new byte[places][];
    values = new Object[places];
  }

  /** The value of the bytes from {@code start} to before {@code end}; null if it is not known. */
  @SuppressWarnings("unchecked") // only put writes
  T find(byte[] bytes, int start, int end) {
    int place = place(bytes, start, end);
    byte[] key = keys[place];
    return key != null && Arrays.equals(key, 0, key.length, bytes, start, end)
        ? (T) values[place]
        : null;
  }

  void put(byte[] bytes, int start, int end, T value) {
    int place = place(bytes, start, end);
    keys[place] = Arrays.copyOfRange(bytes, start, end);
    values[place] = value;
  }

  private int place(byte[] bytes, int start, int end) {
    int hash = 1;
    for (int i = start; i < end; i++) {
      hash = 31 * hash + bytes[i];
    }
    return (hash ^ hash >>> 16) & (keys.length - 1);
  }
}
