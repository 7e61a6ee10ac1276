package io.betintel.bench.load;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Writes Avro's binary form into an array that grows. For one thread. */
final class AvroBytes {
  private byte[] bytes = new byte[4096];
  private int length;

  void reset() {
    length = 0;
  }

  byte[] toArray() {
    return Arrays.copyOf(bytes, length);
  }

  void raw(byte[] added) {
    room(added.length);
    System.arraycopy(added, 0, bytes, length, added.length);
    length += added.length;
  }

  void raw(int one) {
    room(1);
    bytes[length++] = (byte) one;
  }

  /** Big-endian, as the schema id stands in the wire format. */
  void id(int value) {
    for (int shift = 24; shift >= 0; shift -= 8) {
      raw(value >> shift);
    }
  }

  void number(long value) {
    long left = (value << 1) ^ (value >> 63);
    while ((left & ~0x7FL) != 0) {
      raw((int) ((left & 0x7F) | 0x80));
      left >>>= 7;
    }
    raw((int) left);
  }

  void real(double value) {
    long bits = Double.doubleToRawLongBits(value);
    for (int shift = 0; shift < 64; shift += 8) {
      raw((int) (bits >>> shift));
    }
  }

  void text(String value) {
    byte[] utf8 = value.getBytes(StandardCharsets.UTF_8);
    number(utf8.length);
    raw(utf8);
  }

  /** A union of null and text. */
  void optional(String value) {
    number(value == null ? 0 : 1);
    if (value != null) {
      text(value);
    }
  }

  /** A union of null and double. */
  void optional(Double value) {
    number(value == null ? 0 : 1);
    if (value != null) {
      real(value);
    }
  }

  private void room(int more) {
    if (length + more > bytes.length) {
      bytes = Arrays.copyOf(bytes, Math.max(2 * bytes.length, length + more));
    }
  }
}
