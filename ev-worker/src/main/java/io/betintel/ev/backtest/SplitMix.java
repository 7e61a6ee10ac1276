package io.betintel.ev.backtest;

/**
 * Pseudo-random whole numbers, the same on every JVM: SplitMix64 (Steele, Lea, Flood 2014) from 0.
 * Always the same ones, so that two methods are judged on the same resampled seasons.
 */
final class SplitMix {
  private final long bound;
  private long state;

  /**
   * @param bound numbers are from 0 to below it
   */
  SplitMix(int bound) {
    this.bound = bound;
  }

  int next() {
    state += 0x9E3779B97F4A7C15L;
    long z = state;
    z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    z ^= z >>> 31;
    return (int) (((z >>> 32) * bound) >>> 32);
  }
}
