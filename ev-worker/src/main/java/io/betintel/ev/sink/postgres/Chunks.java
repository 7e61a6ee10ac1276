package io.betintel.ev.sink.postgres;

import java.util.ArrayList;
import java.util.List;

/** Rows in portions that one statement takes. */
final class Chunks {
  /** Beyond about a thousand rows a statement gets longer, not faster. */
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
