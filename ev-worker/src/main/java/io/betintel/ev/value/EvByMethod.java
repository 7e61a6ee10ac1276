package io.betintel.ev.value;

import io.betintel.ev.pricing.MarginMethod;
import java.util.Arrays;
import java.util.List;

/**
 * An offer's EV under each method of removing the margin, as a fraction of the stake. An array
 * rather than a map: every offer of every line has one.
 */
public final class EvByMethod {
  /** Whose EVs these are, in order. */
  public static final List<String> LABELS = List.copyOf(MarginMethod.LABELS);

  private final double[] evs;

  /**
   * @param evs in the order of {@link #LABELS}; NaN where the references' odds do not allow a
   *     method
   */
  public EvByMethod(double... evs) {
    if (evs.length != LABELS.size()) {
      throw new IllegalArgumentException(evs.length + " figures for " + LABELS);
    }
    this.evs = evs.clone();
  }

  /** EV under the method of that place in {@link #LABELS}; null where there is none. */
  public Double under(int method) {
    return Double.isNaN(evs[method]) ? null : evs[method];
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof EvByMethod that && Arrays.equals(evs, that.evs);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(evs);
  }

  @Override
  public String toString() {
    return LABELS + "=" + Arrays.toString(evs);
  }
}
