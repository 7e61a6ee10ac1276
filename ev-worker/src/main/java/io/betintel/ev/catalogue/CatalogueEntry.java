package io.betintel.ev.catalogue;

import io.betintel.ev.bettype.BetTypeSettings;
import io.betintel.ev.bettype.PricingTerms;
import io.betintel.ev.bettype.Role;
import io.betintel.ev.bettype.Shape;
import io.betintel.ev.odds.BetType;

/**
 * One row of the catalogue.
 *
 * @param labelled whether the database's enum has the label: without it nothing could be stored
 * @param enabled the feature flag
 * @param settingsVersion rises with every change of the settings
 * @param aliasOf the bet type that this one is admitted as; null for most
 * @param enabledVersion greater with every enabling, and in a row that was made anew
 */
public record CatalogueEntry(
    BetType betType,
    String title,
    Shape shape,
    boolean labelled,
    boolean enabled,
    Role minRole,
    BetTypeSettings settings,
    int settingsVersion,
    BetType aliasOf,
    long enabledVersion) {

  /** What a calculator needs of the row. */
  public PricingTerms terms() {
    return new PricingTerms(betType, shape, settings, settingsVersion);
  }

  /** Whether events of the type are applied rather than parked. */
  public boolean servable() {
    return labelled && enabled;
  }
}
