package io.betintel.ev.oracle;

import java.util.function.DoubleUnaryOperator;

/** Where a monotonous function is 0. */
final class Bisection {
  private Bisection() {}

  static double rising(double low, double high, DoubleUnaryOperator function) {
    double below = low;
    double above = high;
    for (int step = 0; step < 200; step++) {
      double middle = (below + above) / 2;
      if (function.applyAsDouble(middle) < 0) {
        below = middle;
      } else {
        above = middle;
      }
    }
    return (below + above) / 2;
  }

  static double falling(double low, double high, DoubleUnaryOperator function) {
    return rising(low, high, x -> -function.applyAsDouble(x));
  }
}
