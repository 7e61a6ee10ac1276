package io.betintel.ev.market;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** Writes the primitives of {@link SnapshotFormat}, big-endian. */
final class ByteWriter {
  private final ByteArrayOutputStream out = new ByteArrayOutputStream(256);

  void writeByte(int value) {
    out.write(value);
  }

  void writeLong(long value) {
    for (int shift = 56; shift >= 0; shift -= 8) {
      out.write((int) (value >>> shift));
    }
  }

  void writeDouble(double value) {
    writeLong(Double.doubleToLongBits(value));
  }

  void writeOptional(Double value) {
    writeByte(value == null ? 0 : 1);
    if (value != null) {
      writeDouble(value);
    }
  }

  void writeVarint(int value) {
    int rest = value;
    while ((rest & ~0x7F) != 0) {
      out.write((rest & 0x7F) | 0x80);
      rest >>>= 7;
    }
    out.write(rest);
  }

  void writeText(String text) {
    if (text == null) {
      writeVarint(0);
      return;
    }
    byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
    writeVarint(utf8.length + 1);
    out.writeBytes(utf8);
  }

  byte[] toByteArray() {
    return out.toByteArray();
  }
}
