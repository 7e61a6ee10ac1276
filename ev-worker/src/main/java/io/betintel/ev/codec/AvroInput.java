package io.betintel.ev.codec;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.function.Function;

/**
 * Avro's binary primitives out of a record's value, as every common writer puts them. For one
 * thread.
 *
 * <p>What is damaged or merely unusual, such as an array in several blocks, is refused as {@link
 * UnusualException}: Avro's own reader then decides.
 */
final class AvroInput {
  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final int BITS = 7;

  private final int mostItems;
  private final boolean strict;
  private byte[] bytes;
  private int position;

  /**
   * @param mostItems of an array: their room is made before they are read. More are unusual
   * @param strict whether text that is not UTF-8 is unusual
   */
  AvroInput(int mostItems, boolean strict) {
    this.mostItems = mostItems;
    this.strict = strict;
  }

  void begin(byte[] value, int start) {
    bytes = value;
    position = start;
  }

  int position() {
    return position;
  }

  void backTo(int earlier) {
    position = earlier;
  }

  boolean isEnd() {
    return position == bytes.length;
  }

  long readLong() {
    long number = 0;
    for (int shift = 0; shift < Long.SIZE; shift += BITS) {
      byte next = readByte();
      number |= (next & 0x7FL) << shift;
      if (next >= 0) {
        return number >>> 1 ^ -(number & 1);
      }
    }
    throw UnusualException.ONLY;
  }

  int readInt() {
    long number = readLong();
    if (number != (int) number) {
      throw UnusualException.ONLY;
    }
    return (int) number;
  }

  Instant readTime() {
    return Instant.ofEpochMilli(readLong());
  }

  boolean readBoolean() {
    return switch (readByte()) {
      case 0 -> false;
      case 1 -> true;
      default -> throw UnusualException.ONLY;
    };
  }

  /** How many items follow: an empty array ends here. */
  int beginArray() {
    int count = readPlace(mostItems);
    require(count); // an item takes a byte at least
    return count;
  }

  /** Call this after the items. */
  void endArray(int count) {
    if (count > 0 && readByte() != 0) { // another block
      throw UnusualException.ONLY;
    }
  }

  /** The place of a symbol in an enum, of a type in a union, or a number of items. */
  int readPlace(int most) {
    long place = readLong();
    if (place < 0 || place > most) {
      throw UnusualException.ONLY;
    }
    return (int) place;
  }

  /** Whether the value of a union that begins with null follows. */
  boolean readPresent() {
    return switch (readByte()) {
      case 0 -> false;
      case 2 -> true; // place 1
      default -> throw UnusualException.ONLY;
    };
  }

  double readDouble() {
    require(Double.BYTES);
    long bits = (long) LONGS.get(bytes, position);
    position += Double.BYTES;
    return Double.longBitsToDouble(bits);
  }

  Double readOptionalDouble() {
    return readPresent() ? (Double) readDouble() : null;
  }

  void skipOptionalDouble() {
    if (readPresent()) {
      require(Double.BYTES);
      position += Double.BYTES;
    }
  }

  String readText() {
    int length = readLength();
    String text = text(position, length);
    position += length;
    return text;
  }

  private String text(int start, int length) {
    String text = new String(bytes, start, length, StandardCharsets.UTF_8);
    if (strict && text.indexOf(StrictText.REPLACEMENT) >= 0) {
      throw UnusualException.ONLY; // it may have been written so
    }
    return text;
  }

  String readOptionalText() {
    return readPresent() ? readText() : null;
  }

  /** One that repeats. */
  String readText(Interned<String> texts) {
    return read(texts, text -> text);
  }

  String readOptionalText(Interned<String> texts) {
    return readPresent() ? readText(texts) : null;
  }

  /** What a text that repeats stands for. */
  <T> T read(Interned<T> values, Function<String, T> of) {
    int length = readLength();
    int start = position;
    position += length;
    T known = values.find(bytes, start, position);
    if (known == null) {
      known = of.apply(text(start, length));
      values.put(bytes, start, position, known);
    }
    return known;
  }

  void skipText() {
    int length = readLength();
    position += length;
  }

  void skipOptionalText() {
    if (readPresent()) {
      skipText();
    }
  }

  private int readLength() {
    int length = readPlace(Integer.MAX_VALUE);
    require(length);
    return length;
  }

  private byte readByte() {
    require(1);
    return bytes[position++];
  }

  private void require(int more) {
    if (bytes.length - position < more) {
      throw UnusualException.ONLY;
    }
  }

  static UnusualException unusual() {
    return UnusualException.ONLY;
  }

  /** The bytes are damaged or unusual. One object: nobody sees it. */
  @SuppressWarnings("StaticAssignmentOfThrowable") // it has neither a trace nor suppressed ones
  static final class UnusualException extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private static final UnusualException ONLY = new UnusualException();

    private UnusualException() {
      super("unusual bytes", null, false, false);
    }
  }
}
