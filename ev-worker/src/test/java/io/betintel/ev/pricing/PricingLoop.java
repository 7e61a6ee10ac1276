package io.betintel.ev.pricing;

import java.util.Random;

/** Removes margins for as long as it takes the optimising compiler to take notice. */
final class PricingLoop {
  static final int LINES = 30_000;

  private static final int MOST_OUTCOMES = 20;

  private PricingLoop() {}

  public static void main(String[] args) {
    System.out.println(checksum());
  }

  /** Of the bits of every probability of every line by every method. */
  static long checksum() {
    Random random = new Random(7);
    long checksum = 0;
    for (int i = 0; i < LINES; i++) {
      double[] odds = odds(random);
      for (MarginMethod method : MarginMethod.ALL) {
        if (method.remove(odds) instanceof Removal.Fair fair) {
          for (double probability : fair.probabilities()) {
            checksum = 31 * checksum + Double.doubleToRawLongBits(probability);
          }
        }
      }
    }
    return checksum;
  }

  private static double[] odds(Random random) {
    double[] odds = new double[2 + random.nextInt(MOST_OUTCOMES - 1)];
    for (int i = 0; i < odds.length; i++) {
      odds[i] = 1.01 + odds.length * 2 * random.nextDouble();
    }
    return odds;
  }
}
