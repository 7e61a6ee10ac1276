package io.betintel.ev.bettype;

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
public record CatalogEntry(
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

  /** Whether events of the type are applied rather than parked. */
  public boolean servable() {
    return labelled && enabled;
  }
}
