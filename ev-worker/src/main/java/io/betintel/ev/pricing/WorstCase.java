package io.betintel.ev.pricing;

/**
 * For each outcome, the smallest probability of the multiplicative, additive, power and Shin
 * methods: a bet with positive EV here has it whichever of them is right. A gate, not a price: the
 * figures do not add up to 1, so no bet type is priced by it.
 */
public final class WorstCase {
  public static final String LABEL = "worst_case";

  private static final Power POWER = new Power();
  private static final Shin SHIN = new Shin();

  private WorstCase() {}

  /**
   * @param odds as for {@link MarginMethod#remove}
   * @return in the same order, each at least 0; 0 if the additive method gives 0 or less
   */
  public static double[] of(double[] odds) {
    double[] power = new double[odds.length];
    double[] shin = new double[odds.length];
    POWER.fill(power, odds);
    SHIN.fill(shin, odds);
    return of(odds, power, shin);
  }

  /**
   * The same.
   *
   * @param power the probabilities by the power method, which takes the longest; so is {@code shin}
   */
  static double[] of(double[] odds, double[] power, double[] shin) {
    double[] smallest = Multiplicative.probabilities(odds);
    lower(smallest, Additive.probabilities(odds));
    lower(smallest, power);
    lower(smallest, shin);
    return smallest;
  }

  private static void lower(double[] smallest, double[] other) {
    for (int i = 0; i < smallest.length; i++) {
      smallest[i] = Math.max(0, Math.min(smallest[i], other[i]));
    }
  }
}
