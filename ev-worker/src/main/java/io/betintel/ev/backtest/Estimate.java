package io.betintel.ev.backtest;

/**
 * A mean and its uncertainty.
 *
 * @param count of observations
 * @param mean null without observations
 * @param low the lower end of the 95 % interval; null with too few matches
 * @param high the upper end; null if low is
 */
public record Estimate(int count, Double mean, Double low, Double high) {}
