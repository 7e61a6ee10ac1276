package io.betintel.ev.api.live;

import io.betintel.ev.bettype.PricingTerms;
import io.betintel.ev.bettype.Role;
import io.betintel.ev.bettype.Shape;
import io.betintel.ev.catalogue.BetTypeCatalogue;
import io.betintel.ev.catalogue.Catalogue;
import io.betintel.ev.catalogue.CatalogueEntry;
import io.betintel.ev.catalogue.SettingsOf;
import io.betintel.ev.odds.BetType;
import java.util.TreeMap;

/** A catalogue that a test changes. */
final class CatalogueInHand implements BetTypeCatalogue {
  private volatile Catalogue catalogue = new Catalogue(1, new TreeMap<>());

  /** Opened to the role and those above it. */
  CatalogueInHand open(BetType betType, Role role) {
    return set(betType, true, role);
  }

  CatalogueInHand disable(BetType betType) {
    return set(betType, false, Role.FREE);
  }

  private CatalogueInHand set(BetType betType, boolean enabled, Role role) {
    TreeMap<BetType, CatalogueEntry> entries = new TreeMap<>(catalogue.entries());
    entries.put(
        betType,
        new CatalogueEntry(
            new PricingTerms(betType, Shape.OVER_UNDER, SettingsOf.json("{}"), 1),
            betType.symbol(),
            true,
            enabled,
            role,
            null,
            1));
    catalogue = new Catalogue(catalogue.version() + 1, entries);
    return this;
  }

  @Override
  public Catalogue current() {
    return catalogue;
  }
}
