package io.betintel.ev.admission;

import io.betintel.ev.catalogue.CatalogueEntry;
import io.betintel.ev.odds.MarketSnapshot;
import java.util.Locale;

/** Where a decoded snapshot goes next. */
public sealed interface Admission {

  /**
   * Into the market book.
   *
   * @param snapshot under the bet type that it counts as
   * @param betType how that is priced
   */
  record Admitted(MarketSnapshot snapshot, CatalogueEntry betType) implements Admission {}

  /** Kept aside until its bet type is served. */
  record Parked(Reason reason) implements Admission {

    /** Why a bet type is not served. */
    public enum Reason {
      /** The catalogue has no such row. */
      UNKNOWN_BET_TYPE,
      /** The database's enum has no such label. */
      NO_LABEL,
      /** The flag is off. */
      DISABLED;

      public String label() {
        return name().toLowerCase(Locale.ROOT);
      }
    }
  }

  /** The event had been over for a while when the snapshot was observed. */
  record EventOver() implements Admission {}
}
