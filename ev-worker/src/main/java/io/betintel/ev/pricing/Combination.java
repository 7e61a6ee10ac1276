package io.betintel.ev.pricing;

import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.stream.Collectors;

/** How references are combined into one price. */
enum Combination {
  /** fair_i = sum of weight times p_i, after removing each reference's own margin. */
  DEVIG_THEN_AVERAGE("devig_then_average"),
  /**
   * The margin is removed from the weighted mean of the references' inverse odds. With the
   * multiplicative method this is the original system's arithmetic: a reference with a larger
   * margin counts for a little more.
   */
  AVERAGE_THEN_DEVIG("average_then_devig");

  static final Set<String> LABELS =
      Arrays.stream(values())
          .map(way -> way.label)
          .collect(Collectors.toCollection(LinkedHashSet::new));

  private final String label;

  Combination(String label) {
    this.label = label;
  }

  /**
   * @throws IllegalArgumentException if none is spelled so, naming those that are
   */
  static Combination of(String label) {
    for (Combination way : values()) {
      if (way.label.equals(label)) {
        return way;
      }
    }
    throw new IllegalArgumentException(
        "consensus is \"" + label + "\": accepted are " + String.join(", ", LABELS));
  }
}
