package io.betintel.ev.drift;

import java.time.Instant;

/**
 * A difference that is meant: it is shown and does not count.
 *
 * @param finding see {@link Drift#finding}
 * @param because for people
 * @param until from then on it counts again
 * @param madeBy the database user who made it
 */
public record Expectation(String finding, String because, Instant until, String madeBy) {
  public Expectation {
    if (finding.isBlank() || because.isBlank()) {
      throw new IllegalArgumentException("finding and reason of an expectation are not blank");
    }
  }

  /** What follows a difference that is shown and does not count. */
  @Override
  public String toString() {
    return "expected until " + until + " (" + madeBy + "): " + because;
  }
}
