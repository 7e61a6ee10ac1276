package io.betintel.ev.catalogue;

import io.betintel.ev.odds.BetType;

/**
 * What became of a change of one row.
 *
 * @param changed false if the row was so already: then no version has risen
 * @param version the catalogue's, with the change in it
 * @param settingsVersion the row's
 */
public record CatalogueEdit(BetType betType, boolean changed, long version, int settingsVersion) {}
