package io.betintel.ev.pricing;

import io.betintel.ev.bettype.Method;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A method, and the method that replaces it on a line where it gives an outcome no probability.
 *
 * @param fallback one that is {@link Method#alwaysPositive()}
 */
public record MethodWithFallback(MarginMethod method, MarginMethod fallback) {

  /**
   * @throws IllegalArgumentException if the fallback could fail too; the message lists those that
   *     cannot
   */
  public MethodWithFallback {
    if (!fallback.method().alwaysPositive()) {
      throw new IllegalArgumentException(
          "fallback is \""
              + fallback.method().label()
              + "\": it can give an outcome no probability; accepted are "
              + Stream.of(Method.values())
                  .filter(Method::alwaysPositive)
                  .map(Method::label)
                  .collect(Collectors.joining(", ")));
    }
  }

  /**
   * @param odds as for {@link MarginMethod#remove}
   */
  public Result remove(double[] odds) {
    Removal removal = method.remove(odds);
    return removal instanceof Removal.Fair
        ? new Result(method.method(), removal)
        : new Result(fallback.method(), fallback.remove(odds));
  }

  /**
   * @param used the method that made the removal
   * @param removal {@link Removal.NotPositive} only on odds so absurd that the fallback's smallest
   *     probability is too small for a double; never with the multiplicative one
   */
  public record Result(Method used, Removal removal) {}
}
