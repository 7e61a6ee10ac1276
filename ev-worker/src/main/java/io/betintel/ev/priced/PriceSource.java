package io.betintel.ev.priced;

import io.betintel.ev.bettype.Label;
import java.util.Locale;
import java.util.Optional;

/** Where a fair price is from. */
public enum PriceSource implements Label<PriceSource> {
  /** References quote the line itself. */
  QUOTED,
  /** References quote points of the line's ladder on both sides of it. */
  INTERPOLATED,
  /** References quote points of the line's ladder, all on one side of it. */
  EXTRAPOLATED,
  /** References quote one side of the line alone; their usual margin is assumed. */
  ONE_SIDED;

  private final String label = name().toLowerCase(Locale.ROOT);

  @Override
  public String label() {
    return label;
  }

  @Override
  public Optional<PriceSource> known() {
    return Optional.of(this);
  }
}
