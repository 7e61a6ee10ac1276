package io.betintel.ev.backtest;

/**
 * A mean and how sure it is.
 *
 * @param count of observations
 * @param mean null where there are none
 * @param low the lower end of the 95 % interval; null where there are too few matches for one
 * @param high its upper end; null where low is
 */
public record Estimate(int count, Double mean, Double low, Double high) {}
