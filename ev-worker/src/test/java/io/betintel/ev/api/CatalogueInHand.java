package io.betintel.ev.api;

import io.betintel.ev.bettype.BetTypeCatalog;
import io.betintel.ev.bettype.Catalog;
import io.betintel.ev.bettype.CatalogEntry;
import io.betintel.ev.bettype.Role;
import io.betintel.ev.bettype.SettingsOf;
import io.betintel.ev.bettype.Shape;
import io.betintel.ev.odds.BetType;
import java.util.TreeMap;

/** A catalogue that a test changes. */
final class CatalogInHand implements BetTypeCatalog {
  private volatile Catalog catalog = new Catalog(1, new TreeMap<>());

  /** Opened to the role and those above it. */
  CatalogInHand open(BetType betType, Role role) {
    return set(betType, true, role);
  }

  CatalogInHand disable(BetType betType) {
    return set(betType, false, Role.FREE);
  }

  private CatalogInHand set(BetType betType, boolean enabled, Role role) {
    TreeMap<BetType, CatalogEntry> entries = new TreeMap<>(catalog.entries());
    entries.put(
        betType,
        new CatalogEntry(
            betType,
            betType.symbol(),
            Shape.OVER_UNDER,
            true,
            enabled,
            role,
            SettingsOf.json("{}"),
            1,
            null,
            1));
    catalog = new Catalog(catalog.version() + 1, entries);
    return this;
  }

  @Override
  public Catalog current() {
    return catalog;
  }
}
