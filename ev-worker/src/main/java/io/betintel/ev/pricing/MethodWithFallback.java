package io.betintel.ev.pricing;

import java.util.stream.Collectors;

/**
 * A method, and what takes its place on a line where it leaves an outcome nothing.
 *
 * @param fallback one that is {@link MarginMethod#alwaysPositive()}
 */
public record MethodWithFallback(MarginMethod method, MarginMethod fallback) {

  /**
   * @throws IllegalArgumentException if the fallback could fail in its turn, naming those that
   *     cannot
   */
  public MethodWithFallback {
    if (!fallback.alwaysPositive()) {
      throw new IllegalArgumentException(
          "fallback is \""
              + fallback.label()
              + "\": it can leave an outcome without a probability itself; accepted are "
              + MarginMethod.ALL.stream()
                  .filter(MarginMethod::alwaysPositive)
                  .map(MarginMethod::label)
                  .collect(Collectors.joining(", ")));
    }
  }

  /**
   * @param odds as for {@link MarginMethod#remove}
   */
  public Result remove(double[] odds) {
    Removal removal = method.remove(odds);
    return removal instanceof Removal.Fair
        ? new Result(method.label(), removal)
        : new Result(fallback.label(), fallback.remove(odds));
  }

  /**
   * @param used the label of the method that the removal is by
   * @param removal {@link Removal.NotPositive} only on odds so absurd that the fallback's smallest
   *     probability is too small for a double; never with the multiplicative one
   */
  public record Result(String used, Removal removal) {}
}
