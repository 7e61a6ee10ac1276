package io.betintel.ev.pricing;

/**
 * The standard normal distribution: Cody (1969), "Rational Chebyshev Approximations for the Error
 * Function", Mathematics of Computation 23(107), 631-637, in the form for the normal distribution
 * of his SPECFUN (Algorithm 715, 1993). Three quotients of polynomials, good to the last digits of
 * a double in the lower tail too.
 */
public final class Normal {
  /** Up to here Phi(x) is 1/2 + x R(x^2). */
  private static final double CENTRE = 0.66291;

  /** The square root of 32: up to here the tail is exp(-x^2/2) R(x), beyond it a series in 1/x. */
  private static final double TAIL = 5.656854249492381;

  private static final double DENSITY_AT_0 = 0.3989422804014327;

  /** The published coefficients as doubles, the highest power first. */
  private static final double[] CENTRE_NUMERATOR = {
    0.06568233791820745,
    2.2352520354606837,
    161.02823106855587,
    1067.6894854603709,
    18154.98125334356
  };

  private static final double[] CENTRE_DENOMINATOR = {
    1, 47.202581904688245, 976.0985517377767, 10260.932208618979, 45507.78933502673
  };

  private static final double[] TAIL_NUMERATOR = {
    1.0765576773720192e-8,
    0.39894151208813466,
    8.883149794388377,
    93.50665613217785,
    597.2702763948002,
    2494.5375852903726,
    6848.190450536283,
    11602.65143764735,
    9842.714838383978
  };

  private static final double[] TAIL_DENOMINATOR = {
    1,
    22.266688044328117,
    235.387901782625,
    1519.3775994075547,
    6485.558298266761,
    18615.571640885097,
    34900.95272114598,
    38912.00328609327,
    19685.429676859992
  };

  private static final double[] FAR_TAIL_NUMERATOR = {
    0.023073441764940174,
    0.215898534057957,
    0.12740116116024736,
    0.022235277870649807,
    0.0014216191932278934,
    2.9112874951168793e-5
  };

  private static final double[] FAR_TAIL_DENOMINATOR = {
    1,
    1.284260096144911,
    0.4682382124808651,
    0.06598813786892856,
    0.0037823963320275824,
    7.297515550839662e-5
  };

  private Normal() {}

  /** Phi(x): how probable a value below x is. 0 only below -38. */
  public static double cumulative(double x) {
    double distance = Math.abs(x);
    if (distance <= CENTRE) {
      return 0.5 + x * quotient(CENTRE_NUMERATOR, CENTRE_DENOMINATOR, x * x);
    }
    double tail =
        distance <= TAIL
            ? quotient(TAIL_NUMERATOR, TAIL_DENOMINATOR, distance)
            : farTail(distance, 1 / (distance * distance));
    double probability = tail * bell(distance);
    return x < 0 ? probability : 1 - probability;
  }

  /** The density at x, which is Phi's derivative. */
  public static double density(double x) {
    return DENSITY_AT_0 * StrictMath.exp(-x * x / 2);
  }

  private static double farTail(double distance, double inverseSquare) {
    double correction =
        inverseSquare * quotient(FAR_TAIL_NUMERATOR, FAR_TAIL_DENOMINATOR, inverseSquare);
    return (DENSITY_AT_0 - correction) / distance;
  }

  /** exp(-x^2/2) in two parts, of which the first has no rounding error in its exponent. */
  private static double bell(double distance) {
    double coarse = Math.floor(distance * 16) / 16;
    double rest = (distance - coarse) * (distance + coarse);
    return StrictMath.exp(-coarse * coarse / 2) * StrictMath.exp(-rest / 2);
  }

  private static double quotient(double[] numerator, double[] denominator, double t) {
    return NormalQuantile.polynomial(numerator, t) / NormalQuantile.polynomial(denominator, t);
  }
}
