package io.betintel.ev.market;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** Reads what {@link ByteWriter} wrote. */
final class ByteReader {
  private final ByteBuffer in;

  ByteReader(ByteBuffer in) {
    this.in = in;
  }

  byte readByte() {
    return in.get();
  }

  long readLong() {
    return in.getLong();
  }

  double readDouble() {
    return in.getDouble();
  }

  Double readOptional() {
    return in.get() == 0 ? null : in.getDouble();
  }

  int readVarint() {
    int value = 0;
    int shift = 0;
    while (true) {
      byte next = in.get();
      value |= (next & 0x7F) << shift;
      if (next >= 0) {
        return value;
      }
      shift += 7;
    }
  }

  /**
   * How many parts follow.
   *
   * @param least bytes of each
   * @throws IllegalStateException if the bytes cannot hold so many
   */
  int readCount(int least) {
    int count = readVarint();
    if (count < 0 || count > in.remaining() / least) {
      throw new IllegalStateException(
          "an entry says that " + count + " parts follow in " + in.remaining() + " bytes");
    }
    return count;
  }

  void skipText() {
    int length = Math.max(0, readVarint() - 1);
    in.position(in.position() + length);
  }

  String readText() {
    int length = readVarint() - 1;
    if (length < 0) {
      return null;
    }
    String text =
        new String(in.array(), in.arrayOffset() + in.position(), length, StandardCharsets.UTF_8);
    in.position(in.position() + length);
    return text;
  }
}
