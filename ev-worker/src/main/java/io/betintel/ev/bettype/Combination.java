package io.betintel.ev.bettype;

import java.util.Locale;
import java.util.Optional;

/** How references are combined into one price. */
public enum Combination implements Label<Combination> {
  /** fair_i = sum of weight times p_i, after removing each reference's own margin. */
  DEVIG_THEN_AVERAGE,
  /**
   * The margin is removed from the weighted mean of the references' inverse odds. With the
   * multiplicative method this is the original system's arithmetic: a reference with a larger
   * margin counts for a little more.
   */
  AVERAGE_THEN_DEVIG;

  private final String label = name().toLowerCase(Locale.ROOT);

  @Override
  public String label() {
    return label;
  }

  @Override
  public Optional<Combination> known() {
    return Optional.of(this);
  }
}
