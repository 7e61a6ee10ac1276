package io.betintel.ev.catalogue;

import io.betintel.ev.odds.BetType;

/**
 * The result of a change of one row.
 *
 * @param changed false if the row was so already: then no version rose
 * @param version the catalogue's, after the change
 * @param settingsVersion the row's
 */
public record CatalogueEdit(BetType betType, boolean changed, long version, int settingsVersion) {}
