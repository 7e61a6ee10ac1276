package io.betintel.ev.stream;

import io.betintel.ev.catalogue.CatalogueEntry;
import java.util.Comparator;

/** The state of a bet type that a market's lines were last published under. */
record PricedUnder(long enabledVersion, int settingsVersion) implements Comparable<PricedUnder> {
  private static final Comparator<PricedUnder> AGE =
      Comparator.comparingLong(PricedUnder::enabledVersion)
          .thenComparingInt(PricedUnder::settingsVersion);

  static PricedUnder of(CatalogueEntry betType) {
    return new PricedUnder(betType.enabledVersion(), betType.settingsVersion());
  }

  @Override
  public int compareTo(PricedUnder other) {
    return AGE.compare(this, other);
  }
}
