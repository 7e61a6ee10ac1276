package io.betintel.ev.promo;

import io.betintel.ev.odds.Bookmaker;

/**
 * A price that can be bet on.
 *
 * @param price decimal odds as quoted
 * @param netPrice decimal odds after the bookmaker's fee
 * @param betLimit the largest stake; null if unknown
 */
public record PriceAt(Bookmaker bookmaker, double price, double netPrice, Double betLimit) {}
