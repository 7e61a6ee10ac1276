package io.betintel.ev.pricing;

/**
 * The standard normal distribution's quantiles: Wichura (1988), "Algorithm AS 241: The Percentage
 * Points of the Normal Distribution", Applied Statistics 37(3), 477-484, PPND16. Three quotients of
 * polynomials, with a relative error of about 1e-16 for probabilities down to 1e-316.
 */
public final class NormalQuantile {
  /** The published coefficients as doubles, the highest power first. */
  private static final double[] CENTRE_NUMERATOR = {
    2509.0809287301227,
    33430.57558358813,
    67265.7709270087,
    45921.95393154987,
    13731.69376550946,
    1971.5909503065513,
    133.14166789178438,
    3.3871328727963665
  };

  private static final double[] CENTRE_DENOMINATOR = {
    5226.495278852854,
    28729.085735721943,
    39307.89580009271,
    21213.794301586597,
    5394.196021424751,
    687.1870074920579,
    42.31333070160091,
    1
  };

  private static final double[] TAIL_NUMERATOR = {
    0.0007745450142783414,
    0.022723844989269184,
    0.2417807251774506,
    1.2704582524523684,
    3.6478483247632045,
    5.769497221460691,
    4.630337846156546,
    1.4234371107496835
  };

  private static final double[] TAIL_DENOMINATOR = {
    1.0507500716444169e-9,
    0.0005475938084995345,
    0.015198666563616457,
    0.14810397642748008,
    0.6897673349851,
    1.6763848301838038,
    2.053191626637759,
    1
  };

  private static final double[] FAR_TAIL_NUMERATOR = {
    2.0103343992922881e-7,
    2.7115555687434876e-5,
    0.0012426609473880784,
    0.026532189526576124,
    0.29656057182850487,
    1.7848265399172913,
    5.463784911164114,
    6.657904643501103
  };

  private static final double[] FAR_TAIL_DENOMINATOR = {
    2.0442631033899397e-15,
    1.421511758316446e-7,
    1.8463183175100548e-5,
    0.0007868691311456133,
    0.014875361290850615,
    0.1369298809227358,
    0.599832206555888,
    1
  };

  private NormalQuantile() {}

  /**
   * The x with Phi(x) = p.
   *
   * @param probability above 0, below 1; a small one keeps its relative precision, so ask for the
   *     smaller tail
   */
  public static double of(double probability) {
    double offCentre = probability - 0.5;
    if (Math.abs(offCentre) <= 0.425) {
      double t = 0.180625 - offCentre * offCentre;
      return offCentre * quotient(CENTRE_NUMERATOR, CENTRE_DENOMINATOR, t);
    }
    double tail = offCentre < 0 ? probability : 1 - probability;
    double t = Math.sqrt(-StrictMath.log(tail));
    double distance =
        t <= 5
            ? quotient(TAIL_NUMERATOR, TAIL_DENOMINATOR, t - 1.6)
            : quotient(FAR_TAIL_NUMERATOR, FAR_TAIL_DENOMINATOR, t - 5);
    return offCentre < 0 ? -distance : distance;
  }

  private static double quotient(double[] numerator, double[] denominator, double t) {
    return polynomial(numerator, t) / polynomial(denominator, t);
  }

  static double polynomial(double[] coefficients, double t) {
    double value = coefficients[0];
    for (int i = 1; i < coefficients.length; i++) {
      value = value * t + coefficients[i];
    }
    return value;
  }
}
