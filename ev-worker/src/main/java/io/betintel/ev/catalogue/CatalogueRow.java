package io.betintel.ev.catalogue;

import io.betintel.ev.odds.BetType;
import java.time.Instant;
import java.util.Objects;

/**
 * One row of {@code bet_types} as stored, beside what this build understands of it. Columns are
 * text here: a newer build may have written what this one does not know.
 *
 * @param shape as stored
 * @param minRole as stored
 * @param settings as stored: a JSON object of what differs from the defaults
 * @param settingsVersion as stored, from 1
 * @param aliasOf as stored; null for most
 */
public record CatalogueRow(
    CatalogueEntry entry,
    String shape,
    String minRole,
    String settings,
    int settingsVersion,
    String aliasOf,
    Instant addedAt) {

  public CatalogueRow {
    Objects.requireNonNull(entry, "entry");
    Objects.requireNonNull(shape, "shape");
    Objects.requireNonNull(minRole, "minRole");
    Objects.requireNonNull(settings, "settings");
    Objects.requireNonNull(addedAt, "addedAt");
  }

  public BetType betType() {
    return entry.betType();
  }
}
