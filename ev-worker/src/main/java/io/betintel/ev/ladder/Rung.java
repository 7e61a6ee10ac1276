package io.betintel.ev.ladder;

/**
 * A point that references quote.
 *
 * @param threshold what the result is above or below: an Over's point; of a spread, the home side's
 *     handicap with the other sign, so that home -3.5 is "home's margin above 3.5"
 * @param above the margin-free probability that the result is above the threshold, given that the
 *     stake is not returned; above 0, below 1
 * @param books how many references made it, at least 1
 */
public record Rung(double threshold, double above, int books) {
  public Rung {
    if (!Double.isFinite(threshold)) {
      throw new IllegalArgumentException("threshold is " + threshold + ": a number is needed");
    }
    if (!(above > 0 && above < 1)) {
      throw new IllegalArgumentException("above is " + above + ": between 0 and 1 is needed");
    }
    if (books < 1) {
      throw new IllegalArgumentException("books is " + books + ": at least 1 is needed");
    }
  }
}
