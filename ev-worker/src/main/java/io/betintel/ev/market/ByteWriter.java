package io.betintel.ev.market;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Writes the primitives of {@link SnapshotFormat}, big-endian. For one thread. */
final class ByteWriter {
  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

  private byte[] out;
  private int length;

  /**
   * @param expected how many bytes it mostly takes; it takes any number
   */
  ByteWriter(int expected) {
    this.out = new byte[expected];
  }

  void writeByte(int value) {
    makeRoom(1);
    out[length++] = (byte) value;
  }

  void writeLong(long value) {
    makeRoom(Long.BYTES);
    LONG.set(out, length, value);
    length += Long.BYTES;
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
      writeByte((rest & 0x7F) | 0x80);
      rest >>>= 7;
    }
    writeByte(rest);
  }

  void writeText(String text) {
    if (text == null) {
      writeVarint(0);
      return;
    }
    byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
    writeVarint(utf8.length + 1);
    makeRoom(utf8.length);
    System.arraycopy(utf8, 0, out, length, utf8.length);
    length += utf8.length;
  }

  byte[] toByteArray() {
    return Arrays.copyOf(out, length);
  }

  private void makeRoom(int more) {
    if (out.length - length < more) {
      out = Arrays.copyOf(out, Math.max(2 * out.length, length + more));
    }
  }
}
