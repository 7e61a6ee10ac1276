package io.betintel.bench.opponent;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.Map;

/** All bookmakers of a market as one value of a store, by bookmaker. */
final class WholeBook {
  private WholeBook() {}

  /**
   * @param value null for a market that is not known yet
   */
  static Map<String, byte[]> decode(byte[] value) {
    Map<String, byte[]> entries = new LinkedHashMap<>();
    if (value == null) {
      return entries;
    }
    try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(value))) {
      for (int left = in.readInt(); left > 0; left--) {
        entries.put(in.readUTF(), in.readNBytes(in.readInt()));
      }
      return entries;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static byte[] encode(Map<String, byte[]> entries) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(4096);
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      out.writeInt(entries.size());
      for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
        out.writeUTF(entry.getKey());
        out.writeInt(entry.getValue().length);
        out.write(entry.getValue());
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }
}
