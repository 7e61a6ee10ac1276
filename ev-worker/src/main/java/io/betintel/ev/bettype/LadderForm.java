package io.betintel.ev.bettype;

import java.util.Locale;
import java.util.Optional;

/**
 * The distribution of the result that a ladder's points cut. What {@link LadderModel#scale} and
 * {@link LadderModel#growth} mean depends on it.
 */
public enum LadderForm implements Label<LadderForm> {
  /**
   * A normal distribution, for points and yards. The standard deviation at a value x is {@code
   * scale + growth * x}; with a growth it is skewed, as yards are.
   */
  NORMAL,
  /** Counts whose variance is their mean, such as goals of one team; no scale. */
  POISSON,
  /** Counts whose variance is {@code scale} times their mean, {@code scale} above 1. */
  NEGATIVE_BINOMIAL,
  /**
   * The difference of two Poisson counts, such as a margin in goals; {@code scale} is its standard
   * deviation, whose square is the mean of both counts together.
   */
  SKELLAM;

  private final String label = name().toLowerCase(Locale.ROOT);

  @Override
  public String label() {
    return label;
  }

  @Override
  public Optional<LadderForm> known() {
    return Optional.of(this);
  }
}
