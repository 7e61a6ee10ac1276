package io.betintel.ev.bettype;

import java.util.Locale;
import java.util.Optional;

/**
 * The methods of removing a bookmaker's margin, the simplest first. Only their identity, for
 * settings and published lines; {@code pricing} has one class for each.
 */
public enum Method implements Label<Method> {
  MULTIPLICATIVE(true),
  ADDITIVE(false),
  POWER(true),
  ODDS_RATIO(true),
  SHIN(true),
  PROBIT(true),
  GOTO(false);

  private final String label = name().toLowerCase(Locale.ROOT);

  private final boolean alwaysPositive;

  Method(boolean alwaysPositive) {
    this.alwaysPositive = alwaysPositive;
  }

  /**
   * Whether it gives every outcome a probability above 0: on any line that a bookmaker could make,
   * and short of odds so absurd that a probability is too small for a double. Only such a method
   * can be another's fallback.
   */
  public boolean alwaysPositive() {
    return alwaysPositive;
  }

  @Override
  public String label() {
    return label;
  }

  @Override
  public Optional<Method> known() {
    return Optional.of(this);
  }
}
