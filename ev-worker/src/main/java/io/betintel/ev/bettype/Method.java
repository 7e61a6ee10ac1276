package io.betintel.ev.bettype;

import java.util.Locale;

/**
 * Which methods of removing a bookmaker's margin exist, the simplest first. Only their identity:
 * settings and published lines name a method, and {@code pricing} has one class for each.
 */
public enum Method {
  MULTIPLICATIVE,
  ADDITIVE,
  POWER,
  ODDS_RATIO,
  SHIN,
  PROBIT,
  GOTO;

  /** As the catalogue and every published line spell it, such as {@code odds_ratio}. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
