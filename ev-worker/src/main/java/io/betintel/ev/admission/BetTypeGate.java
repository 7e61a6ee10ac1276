package io.betintel.ev.admission;

import io.betintel.ev.admission.Admission.Parked;
import io.betintel.ev.bettype.BetTypeCatalog;
import io.betintel.ev.bettype.Catalog;
import io.betintel.ev.bettype.CatalogEntry;
import io.betintel.ev.odds.BetType;
import io.betintel.ev.odds.MarketSnapshot;
import java.time.Duration;
import java.util.Optional;

/** Lets snapshots of served bet types through. Stands in one place: the market task. */
public final class BetTypeGate {
  private final BetTypeCatalog catalog;
  private final Duration grace;

  /**
   * @param grace how long after its start an event may still be quoted
   */
  public BetTypeGate(BetTypeCatalog catalog, Duration grace) {
    this.catalog = catalog;
    this.grace = grace;
  }

  /** What the catalogue says of a bet type, served or not. */
  public Optional<CatalogEntry> entry(BetType betType) {
    return catalog.current().find(betType);
  }

  /** What the gate acts on now. */
  public Catalog catalog() {
    return catalog.current();
  }

  public Admission admit(MarketSnapshot snapshot) {
    Catalog now = catalog.current();
    Optional<CatalogEntry> found = now.find(snapshot.betType());
    if (found.isEmpty()) {
      return new Parked(Parked.Reason.UNKNOWN_BET_TYPE);
    }
    CatalogEntry entry = found.get();
    if (!entry.labelled()) {
      return new Parked(Parked.Reason.NO_LABEL);
    }
    if (!entry.enabled()) {
      return new Parked(Parked.Reason.DISABLED);
    }
    return snapshot.observedAt().isAfter(snapshot.event().commenceTime().plus(grace))
        ? new Admission.EventOver()
        : new Admission.Admitted(snapshot, entry);
  }
}
