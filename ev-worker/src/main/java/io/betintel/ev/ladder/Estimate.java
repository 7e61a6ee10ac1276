package io.betintel.ev.ladder;

import java.util.Locale;

/** What a ladder says of one threshold. */
public sealed interface Estimate {
  /**
   * A fair probability.
   *
   * @param above that the result is above the threshold, given that the stake is not returned;
   *     above 0, below 1
   * @param distance to the nearest point that references quote, in points; 0 if they quote this one
   * @param deviations the same distance in standard deviations of the result
   * @param unevenness how far {@code above} is from even, in standard deviations, as far as that
   *     makes it doubtful
   * @param standardError of {@code above}, as a probability
   * @param tail how many standard errors cover 95 %
   */
  record Valued(
      double above,
      Source source,
      double distance,
      double deviations,
      double unevenness,
      double standardError,
      double tail)
      implements Estimate {
    /** That the result is below the threshold, given that the stake is not returned. */
    public double below() {
      return 1 - above;
    }

    /** The least that {@code above} may be, 95 % sure; at least 0. */
    public double leastAbove() {
      return Math.max(0, above - tail * standardError);
    }

    /** The least that {@code below} may be, 95 % sure; at least 0. */
    public double leastBelow() {
      return Math.max(0, below() - tail * standardError);
    }
  }

  /** No fair probability. */
  record NotValued(Reason reason) implements Estimate {}

  /** Where a probability comes from. */
  enum Source {
    /** References quote this very point. */
    QUOTED,
    /** References quote a lower and a higher point. */
    INTERPOLATED,
    /** References quote only lower or only higher points. */
    EXTRAPOLATED;

    private final String label = name().toLowerCase(Locale.ROOT);

    public String label() {
      return label;
    }
  }

  /** Why there is no fair probability. */
  enum Reason {
    /** No reference quotes any point of the ladder. */
    NO_REFERENCE,
    /** Nothing is known of how results of this sport are distributed. */
    NO_MODEL,
    /** The nearest quoted point is beyond the model's distance limit. */
    TOO_FAR,
    /** The references' points contradict each other: a lower Over is much less probable. */
    CONTRADICTION,
    /** More points than any real ladder has. */
    TOO_MANY_POINTS;

    private final String label = name().toLowerCase(Locale.ROOT);

    public String label() {
      return label;
    }
  }
}
