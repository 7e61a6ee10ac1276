package io.betintel.ev.codec;

import io.betintel.ev.odds.LineId;
import java.time.Instant;
import java.util.Arrays;

/**
 * What of a line a reader can act on, while the line is written: all but what passes, the times and
 * ages that every observation changes. Validity counts in steps. For one thread.
 */
final class ContentMarks {
  private static final int FEW = 64;

  private final AvroOutput out;
  private final AvroOutput content = new AvroOutput();
  private LineId line;
  private ValidityStep step;

  /** Where content begins and ends in turns; the last one is still open. */
  private int[] edges = new int[FEW];

  private int count;
  private long[] steps = new long[FEW];
  private int validities;

  /**
   * @param out takes the line
   */
  ContentMarks(AvroOutput out) {
    this.out = out;
  }

  /** A line begins at the next byte. */
  void begin(LineId ofLine, ValidityStep ofStep) {
    line = ofLine;
    step = ofStep;
    validities = 0;
    edges[0] = out.size();
    count = 1;
  }

  void writePassing(Instant time) {
    int start = out.size();
    out.writeTime(time);
    pass(start);
  }

  void writePassing(long optional) {
    int start = out.size();
    out.writeOptional(optional);
    pass(start);
  }

  /** Writes a time that is news once it is a step later. */
  void writeValidity(Instant until) {
    writePassing(until);
    if (validities == steps.length) {
      steps = Arrays.copyOf(steps, 2 * validities);
    }
    steps[validities++] = step.step(line, until).toEpochMilli();
  }

  private void pass(int start) {
    if (count + 1 >= edges.length) {
      edges = Arrays.copyOf(edges, 2 * edges.length);
    }
    edges[count++] = start;
    edges[count++] = out.size();
  }

  /**
   * 64 bits of the content of the line that ends here. Two different lines have the same ones by a
   * chance of 1 in 10^19.
   */
  long fingerprint() {
    content.begin();
    for (int i = 0; i + 1 < count; i += 2) {
      content.write(out, edges[i], edges[i + 1]);
    }
    content.write(out, edges[count - 1], out.size());
    for (int i = 0; i < validities; i++) {
      content.writeLong(steps[i]);
    }
    return content.hash();
  }
}
