package io.betintel.ev.catalogue;

import io.betintel.ev.bettype.BetTypeSettings;
import java.util.Set;

/** Pricing settings as the catalogue's column has them, for tests. */
public final class SettingsOf {
  private static final Set<String> METHODS =
      Set.of("multiplicative", "additive", "power", "odds_ratio", "shin", "probit", "goto");

  private SettingsOf() {}

  /** What is not in the JSON is the default. */
  public static BetTypeSettings json(String json) {
    try {
      return new SettingsJson(METHODS, METHODS, Set.of("devig_then_average", "average_then_devig"))
          .parse(json);
    } catch (InvalidSettingsException e) {
      throw new IllegalArgumentException(e);
    }
  }
}
