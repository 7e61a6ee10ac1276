package io.betintel.ev.bettype;

import io.betintel.ev.odds.BetType;
import java.util.Objects;

/**
 * How one bet type is priced: all that a calculator reads of the catalogue.
 *
 * @param shape how its outcomes pair into lines
 * @param settingsVersion the version of {@code settings} in the catalogue; 0 for settings that are
 *     in no catalogue
 */
public record PricingTerms(
    BetType betType, Shape shape, BetTypeSettings settings, int settingsVersion) {
  public PricingTerms {
    Objects.requireNonNull(betType, "betType");
    Objects.requireNonNull(shape, "shape");
    Objects.requireNonNull(settings, "settings");
    if (settingsVersion < 0) {
      throw new IllegalArgumentException("settingsVersion is below 0: " + settingsVersion);
    }
  }
}
