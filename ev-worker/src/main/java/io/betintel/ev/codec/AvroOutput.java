package io.betintel.ev.codec;

import com.google.common.hash.HashFunction;
import com.google.common.hash.Hashing;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;

/**
 * Avro's binary primitives, written into one buffer that grows and is used again. For one thread.
 *
 * @see <a href="https://avro.apache.org/docs/1.12.0/specification/#binary-encoding">the
 *     encoding</a>
 */
final class AvroOutput {
  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final HashFunction HASH = Hashing.farmHashFingerprint64();

  private static final int FIRST = 8 * 1024;

  /** A rare line of a megabyte does not keep its memory for ever. */
  private static final int LARGEST_KEPT = 256 * 1024;

  private static final int LONGEST_VARINT = 10;

  /** The place of the other type in a union that begins with null. */
  private static final int NOT_NULL = 1;

  private byte[] bytes = new byte[FIRST];
  private int size;

  /** Forgets what was written. */
  void begin() {
    size = 0;
    if (bytes.length > LARGEST_KEPT) {
      bytes = new byte[FIRST];
    }
  }

  /** The magic byte and the schema's id, in front of the value. */
  void begin(int schemaId) {
    begin();
    bytes[size++] = 0;
    for (int shift = 24; shift >= 0; shift -= 8) {
      bytes[size++] = (byte) (schemaId >>> shift);
    }
  }

  byte[] toByteArray() {
    return Arrays.copyOf(bytes, size);
  }

  /** How many bytes were written. */
  int size() {
    return size;
  }

  /** Repeats a part of what was written to another one. */
  void write(AvroOutput other, int from, int to) {
    reserve(to - from);
    System.arraycopy(other.bytes, from, bytes, size, to - from);
    size += to - from;
  }

  /** 64 bits of what was written. */
  long hash() {
    return HASH.hashBytes(bytes, 0, size).asLong();
  }

  /** An int, a long, the place of a type in a union or of a symbol in an enum. */
  void writeLong(long value) {
    reserve(LONGEST_VARINT);
    long rest = (value << 1) ^ (value >> 63);
    while ((rest & ~0x7FL) != 0) {
      bytes[size++] = (byte) (rest | 0x80);
      rest >>>= 7;
    }
    bytes[size++] = (byte) rest;
  }

  void writeTime(Instant time) {
    writeLong(time.toEpochMilli());
  }

  void writeBoolean(boolean value) {
    reserve(1);
    bytes[size++] = (byte) (value ? 1 : 0);
  }

  void writeDouble(double value) {
    reserve(Double.BYTES);
    LONGS.set(bytes, size, Double.doubleToRawLongBits(value));
    size += Double.BYTES;
  }

  void writeText(String text) {
    int length = text.length();
    int start = size;
    writeLong(length);
    reserve(length);
    byte[] to = bytes;
    int at = size;
    for (int i = 0; i < length; i++) {
      char c = text.charAt(i);
      if (c >= 0x80) { // few texts: its UTF-8 is longer
        size = start;
        writeUtf8(text.getBytes(StandardCharsets.UTF_8));
        return;
      }
      to[at + i] = (byte) c;
    }
    size = at + length;
  }

  private void writeUtf8(byte[] utf8) {
    writeLong(utf8.length);
    reserve(utf8.length);
    System.arraycopy(utf8, 0, bytes, size, utf8.length);
    size += utf8.length;
  }

  void writeNull() {
    writeLong(0);
  }

  /** Begins the value of a union that may be null, and is not. */
  void writeNotNull() {
    writeLong(NOT_NULL);
  }

  /**
   * @param text null if absent
   */
  void writeOptional(String text) {
    if (text == null) {
      writeNull();
    } else {
      writeNotNull();
      writeText(text);
    }
  }

  /**
   * @param value null if absent
   */
  void writeOptional(Double value) {
    if (value == null) {
      writeNull();
    } else {
      writeOptional(value.doubleValue());
    }
  }

  void writeOptional(double value) {
    writeNotNull();
    writeDouble(value);
  }

  void writeOptional(long value) {
    writeNotNull();
    writeLong(value);
  }

  /** Begins an array: all its items are one block. */
  void beginArray(int count) {
    if (count > 0) {
      writeLong(count);
    }
  }

  void endArray() {
    writeLong(0);
  }

  private void reserve(int more) {
    if (bytes.length - size < more) {
      bytes = Arrays.copyOf(bytes, Math.max(2 * bytes.length, size + more));
    }
  }
}
