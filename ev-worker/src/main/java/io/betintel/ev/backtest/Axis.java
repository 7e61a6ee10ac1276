package io.betintel.ev.backtest;

import java.util.ArrayList;
import java.util.List;

/** A range of values on a range of pixels, which may fall as the values rise. */
record Axis(double from, double to, double start, double end) {

  double at(double value) {
    return start + (value - from) / (to - from) * (end - start);
  }

  double clipped(double value) {
    return value < from ? from : value > to ? to : value;
  }

  /** Round values, about {@code wanted} of them: multiples of 1, 2 or 5 of a power of ten. */
  List<Double> ticks(int wanted) {
    double step = step((to - from) / wanted);
    List<Double> ticks = new ArrayList<>();
    for (long i = (long) Math.ceil(from / step - 1e-9); i * step <= to + step * 1e-9; i++) {
      ticks.add(i * step);
    }
    return ticks;
  }

  private static double step(double least) {
    double power = 1;
    while (power > least) {
      power /= 10;
    }
    while (power * 10 <= least) {
      power *= 10;
    }
    for (double step : new double[] {power, 2 * power, 5 * power}) {
      if (step >= least) {
        return step;
      }
    }
    return 10 * power;
  }
}
