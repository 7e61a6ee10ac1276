package io.betintel.ev.priced;

import io.betintel.ev.bettype.Method;
import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * An offer's EV under each method of removing the margin, as a fraction of the stake. An array, not
 * a map: every offer of every line has one.
 */
@SuppressWarnings("EnumOrdinal") // an index within one process, never stored or sent
public final class EvByMethod {
  private static final List<Method> METHODS = List.of(Method.values());

  private final double[] evs;

  private EvByMethod(double[] evs) {
    this.evs = evs;
  }

  /**
   * @param ev of each method; NaN if the method gives an outcome of the references' odds no
   *     probability
   */
  public static EvByMethod of(ToDoubleFunction<Method> ev) {
    double[] evs = new double[METHODS.size()];
    for (Method method : METHODS) {
      evs[method.ordinal()] = ev.applyAsDouble(method);
    }
    return new EvByMethod(evs);
  }

  /** EV under the method; NaN if it gives an outcome of the references' odds no probability. */
  public double ev(Method method) {
    return evs[method.ordinal()];
  }

  /** EV under the method; null if it gives an outcome of the references' odds no probability. */
  public Double under(Method method) {
    double ev = ev(method);
    return Double.isNaN(ev) ? null : ev;
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
    return METHODS + "=" + Arrays.toString(evs);
  }
}
