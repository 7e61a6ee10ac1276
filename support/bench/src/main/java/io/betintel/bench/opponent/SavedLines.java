package io.betintel.bench.opponent;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;

/**
 * Lines that the worker wrote, for an opponent that writes as many of the same bytes and computes
 * none of them. For one thread.
 */
final class SavedLines {
  private final List<byte[]> keys = new ArrayList<>();
  private final List<byte[]> values = new ArrayList<>();
  private final double perRecord;
  private double due;
  private int next;

  /**
   * @param perRecord how many lines follow from a record
   */
  SavedLines(Path file, double perRecord) throws IOException {
    this.perRecord = perRecord;
    try (DataInputStream in =
        new DataInputStream(new BufferedInputStream(Files.newInputStream(file)))) {
      for (int left = in.readInt(); left > 0; left--) {
        keys.add(in.readNBytes(in.readInt()));
        values.add(in.readNBytes(in.readInt()));
      }
    }
  }

  /** Gives the lines of one record, and says how many. */
  int lines(BiConsumer<byte[], byte[]> receiver) {
    due += perRecord;
    int count = (int) due;
    due -= count;
    for (int i = 0; i < count && !keys.isEmpty(); i++) {
      receiver.accept(keys.get(next), values.get(next));
      next = (next + 1) % keys.size();
    }
    return count;
  }
}
