package io.betintel.ev.sink.postgres;

import java.util.ArrayList;
import java.util.List;

/** Splits rows into portions for one statement each. */
final class Chunks {
  /** Beyond about a thousand rows a statement takes longer and writes no more per second. */
  private static final int ROWS = 1000;

  private Chunks() {}

  static <T> List<List<T>> of(List<T> rows) {
    List<List<T>> chunks = new ArrayList<>();
    for (int from = 0; from < rows.size(); from += ROWS) {
      chunks.add(rows.subList(from, Math.min(rows.size(), from + ROWS)));
    }
    return chunks;
  }
}
