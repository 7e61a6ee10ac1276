package io.betintel.ev.admission;

import io.betintel.ev.catalogue.CatalogueEntry;
import io.betintel.ev.catalogue.Served;
import io.betintel.ev.odds.MarketSnapshot;

/** Where a decoded snapshot goes next. */
public sealed interface Admission {

  /**
   * Into the market book.
   *
   * @param betType how the snapshot's bet type is priced
   */
  record Admitted(MarketSnapshot snapshot, CatalogueEntry betType) implements Admission {}

  /**
   * Kept aside until its bet type is served.
   *
   * @param reason why it is not served; never {@link Served#SERVED}
   */
  record Parked(Served reason) implements Admission {
    public Parked {
      if (reason == Served.SERVED) {
        throw new IllegalArgumentException("an event of a bet type that is served is not parked");
      }
    }
  }

  /** The event had been over for longer than the grace when the snapshot was observed. */
  record EventOver() implements Admission {}
}
