package io.betintel.ev.priced;

import io.betintel.ev.bettype.Label;
import java.util.Locale;
import java.util.Optional;

/** Whether an EV is worth a bet: the classes of the original system. */
public enum ValueClass implements Label<ValueClass> {
  TAKE,
  MARGINAL,
  NONE;

  private final String label = name().toLowerCase(Locale.ROOT);

  /**
   * @param take the EV from which an offer is a take, as a fraction of the stake
   */
  public static ValueClass of(double ev, double take) {
    if (ev >= take) {
      return TAKE;
    }
    return ev > 0 ? MARGINAL : NONE;
  }

  @Override
  public String label() {
    return label;
  }

  @Override
  public Optional<ValueClass> known() {
    return Optional.of(this);
  }
}
