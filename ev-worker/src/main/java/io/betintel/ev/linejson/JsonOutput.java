package io.betintel.ev.linejson;

import com.fasterxml.jackson.core.io.NumberOutput;
import io.betintel.ev.bettype.Label;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;

/**
 * A JSON value as UTF-8 bytes, the same that Jackson's generator writes, in less than half the
 * time: a line has hundreds of numbers, of which many repeat, and dozens of instants. It is used
 * again and again, by one thread: room for a line costs as much as writing it.
 */
final class JsonOutput {
  /** Few lines are longer. */
  private static final int USUAL = 16 * 1024;

  private static final byte[] HEX = {
    '0', '1', '2', '3', '4', '5', '6', '7', '8', '9', 'A', 'B', 'C', 'D', 'E', 'F'
  };

  /** Numbers with so many decimals are written without a search for the shortest digits. */
  private static final int DECIMALS = 4;

  private static final double SCALE = 10_000;

  /** From here to below {@link #MOST}, a number has no exponent in its text. */
  private static final double LEAST = 1e-3;

  private static final double MOST = 1e7;
  private static final int LONGEST_LONG = 20;

  /** As an escape; two of them are one beyond the first 65,536. */
  private static final int LONGEST_CHARACTER = 6;

  private static final int SEEN_BITS = 8;
  private static final int LENGTH_BITS = 5;
  private static final int LENGTH_MASK = (1 << LENGTH_BITS) - 1;

  private byte[] bytes = new byte[USUAL];
  private int length;

  /** Numbers written before, each at a place that its bits decide, and where their texts are. */
  private final long[] seen = new long[1 << SEEN_BITS];

  private final int[] seenAt = new int[1 << SEEN_BITS];

  /** Begins another value. */
  JsonOutput begin() {
    length = 0;
    Arrays.fill(seenAt, 0);
    return this;
  }

  byte[] toByteArray() {
    return Arrays.copyOf(bytes, length);
  }

  /** As {@link #toByteArray}, decoded. */
  @Override
  public String toString() {
    return new String(bytes, 0, length, StandardCharsets.UTF_8);
  }

  void beginObject() {
    beginValue();
    put('{');
  }

  void endObject() {
    put('}');
  }

  void beginArray() {
    beginValue();
    put('[');
  }

  void endArray() {
    put(']');
  }

  /**
   * The name of the value that follows.
   *
   * @param name plain ASCII, without what JSON escapes
   */
  void name(String name) {
    beginValue();
    room(name.length() + 3);
    bytes[length++] = '"';
    ascii(name);
    bytes[length++] = '"';
    bytes[length++] = ':';
  }

  void text(String value) {
    beginValue();
    string(value);
  }

  void text(String name, String value) {
    name(name);
    string(value);
  }

  /** Nothing for null. */
  void optionalText(String name, String value) {
    if (value != null) {
      text(name, value);
    }
  }

  /** Nothing for null. */
  void optionalLabel(String name, Label<?> value) {
    if (value != null) {
      text(name, value.label());
    }
  }

  void instant(String name, Instant value) {
    name(name);
    room(InstantText.LONGEST + 2);
    bytes[length++] = '"';
    int end = InstantText.write(value, bytes, length);
    if (end < 0) { // a year of five digits, or before 0
      ascii(value.toString());
    } else {
      length = end;
    }
    put('"');
  }

  void flag(String name, boolean value) {
    name(name);
    ascii(value ? "true" : "false");
  }

  void number(String name, long value) {
    name(name);
    whole(value);
  }

  void number(String name, double value) {
    name(name);
    decimal(value);
  }

  /** Nothing for null. */
  void optionalNumber(String name, Double value) {
    if (value != null) {
      number(name, value.doubleValue());
    }
  }

  /** A comma, unless it is the first in its array or object, or has a name. */
  private void beginValue() {
    if (length > 0) {
      byte last = bytes[length - 1];
      if (last != '{' && last != '[' && last != ':') {
        put(',');
      }
    }
  }

  private void whole(long value) {
    if (value == Long.MIN_VALUE) {
      ascii(Long.toString(value));
      return;
    }
    room(LONGEST_LONG);
    if (value < 0) {
      bytes[length++] = '-';
    }
    digits(Math.abs(value));
  }

  private void digits(long value) {
    int count = 1;
    for (long rest = value; rest >= 10; rest /= 10) {
      count++;
    }
    digits(value, count);
  }

  private void digits(long value, int count) {
    long rest = value;
    for (int i = length + count - 1; i >= length; i--) {
      bytes[i] = (byte) ('0' + rest % 10);
      rest /= 10;
    }
    length += count;
  }

  private void decimal(double value) {
    long bits = Double.doubleToRawLongBits(value);
    int place = (int) ((bits * 0x9E37_79B9_7F4A_7C15L) >>> (Long.SIZE - SEEN_BITS));
    int before = seenAt[place];
    if (before != 0 && seen[place] == bits) {
      int count = before & LENGTH_MASK;
      room(count);
      System.arraycopy(bytes, before >>> LENGTH_BITS, bytes, length, count);
      length += count;
      return;
    }
    int start = length;
    if (!fewDecimals(value)) {
      searched(value);
    }
    seen[place] = bits;
    seenAt[place] = start << LENGTH_BITS | length - start;
  }

  /**
   * Writes a number that is a decimal of few digits. Of at most 15 digits, no two decimals are the
   * same double, so no shorter text can stand for it.
   */
  private boolean fewDecimals(double value) {
    double size = Math.abs(value);
    if (!(size >= LEAST && size < MOST)) {
      return false;
    }
    long scaled = Math.round(size * SCALE);
    if (scaled / SCALE != size) {
      return false;
    }
    room(LONGEST_LONG);
    if (value < 0) {
      bytes[length++] = '-';
    }
    digits(scaled / (long) SCALE);
    bytes[length++] = '.';
    digits(scaled % (long) SCALE, DECIMALS);
    while (bytes[length - 1] == '0' && bytes[length - 2] != '.') {
      length--;
    }
    return true;
  }

  private void searched(double value) {
    if (Double.isFinite(value)) {
      ascii(NumberOutput.toString(value, true));
    } else {
      string(Double.toString(value));
    }
  }

  @SuppressWarnings("deprecation") // what it does to characters beyond ASCII does not happen
  private void ascii(String text) {
    room(text.length() + 2);
    text.getBytes(0, text.length(), bytes, length);
    length += text.length();
  }

  private void string(String text) {
    int count = text.length();
    room(LONGEST_CHARACTER * count + 2);
    bytes[length++] = '"';
    for (int i = 0; i < count; i++) {
      char c = text.charAt(i);
      if (c >= ' ' && c < 0x80 && c != '"' && c != '\\') {
        bytes[length++] = (byte) c;
      } else if (c < 0x80) {
        escape(c);
      } else if (c < 0x800) {
        bytes[length++] = (byte) (0xC0 | c >> 6);
        bytes[length++] = (byte) (0x80 | (c & 0x3F));
      } else if (Character.isSurrogate(c)) {
        escapeAsHex(c);
      } else {
        bytes[length++] = (byte) (0xE0 | c >> 12);
        bytes[length++] = (byte) (0x80 | ((c >> 6) & 0x3F));
        bytes[length++] = (byte) (0x80 | (c & 0x3F));
      }
    }
    bytes[length++] = '"';
  }

  private void escape(char c) {
    int place = "\"\\\b\t\n\f\r".indexOf(c);
    if (place < 0) {
      escapeAsHex(c);
    } else {
      bytes[length++] = '\\';
      bytes[length++] = (byte) "\"\\btnfr".charAt(place);
    }
  }

  private void escapeAsHex(char c) {
    bytes[length++] = '\\';
    bytes[length++] = 'u';
    for (int shift = 12; shift >= 0; shift -= 4) {
      bytes[length++] = HEX[c >> shift & 15];
    }
  }

  private void put(char c) {
    room(1);
    bytes[length++] = (byte) c;
  }

  private void room(int more) {
    if (bytes.length - length < more) {
      bytes = Arrays.copyOf(bytes, Math.max(2 * bytes.length, length + more));
    }
  }
}
