package io.betintel.ev.admission;

import io.betintel.ev.admission.Admission.Parked;
import io.betintel.ev.catalogue.BetTypeCatalogue;
import io.betintel.ev.catalogue.Catalogue;
import io.betintel.ev.catalogue.CatalogueEntry;
import io.betintel.ev.catalogue.Served;
import io.betintel.ev.odds.BetType;
import io.betintel.ev.odds.MarketSnapshot;
import java.time.Duration;
import java.util.Optional;

/** Admits snapshots of bet types that are served. There is one gate, in the market's task. */
public final class BetTypeGate {
  private final BetTypeCatalogue catalogue;
  private final Duration grace;

  /**
   * @param grace how long after its start an event may still be quoted
   */
  public BetTypeGate(BetTypeCatalogue catalogue, Duration grace) {
    this.catalogue = catalogue;
    this.grace = grace;
  }

  /** The catalogue's row of a bet type, served or not; empty if it has none. */
  public Optional<CatalogueEntry> entry(BetType betType) {
    return catalogue.current().find(betType);
  }

  /** What the gate acts on now. */
  public Catalogue catalogue() {
    return catalogue.current();
  }

  /**
   * @param snapshot under the name that the catalogue has for its bet type, not under an alias
   * @param now what the gate acts on, as {@link #catalogue} gave it out
   */
  public Admission admit(MarketSnapshot snapshot, Catalogue now) {
    Optional<CatalogueEntry> entry = now.find(snapshot.betType());
    Served served = entry.map(CatalogueEntry::served).orElse(Served.NO_ROW);
    if (served != Served.SERVED) {
      return new Parked(served);
    }
    return snapshot.observedAt().isAfter(snapshot.event().commenceTime().plus(grace))
        ? new Admission.EventOver()
        : new Admission.Admitted(snapshot, entry.orElseThrow());
  }
}
