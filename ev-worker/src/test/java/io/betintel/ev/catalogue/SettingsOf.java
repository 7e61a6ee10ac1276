package io.betintel.ev.catalogue;

import io.betintel.ev.bettype.BetTypeSettings;

/** Pricing settings as the catalogue's column has them, for tests. */
public final class SettingsOf {
  private SettingsOf() {}

  /** What is not in the JSON is the default. */
  public static BetTypeSettings json(String json) {
    try {
      return SettingsJson.parse(json);
    } catch (InvalidSettingsException e) {
      throw new IllegalArgumentException(e);
    }
  }
}
