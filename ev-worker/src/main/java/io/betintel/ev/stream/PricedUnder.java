package io.betintel.ev.stream;

import io.betintel.ev.catalogue.CatalogueEntry;
import io.betintel.ev.value.PricingBasis;

/**
 * What a market's lines were last published under: the state of their bet type, and the build's
 * algorithm and fees.
 */
record PricedUnder(long enabledVersion, int settingsVersion, PricingBasis basis) {

  static PricedUnder of(CatalogueEntry betType, PricingBasis basis) {
    return new PricedUnder(betType.enabledVersion(), betType.settingsVersion(), basis);
  }

  /**
   * Whether it is of a newer catalogue, or of the same one and a newer build. Fees have no order:
   * of two workers with different ones, the one that has the task publishes its own.
   */
  boolean isAheadOf(PricedUnder other) {
    if (enabledVersion != other.enabledVersion) {
      return enabledVersion > other.enabledVersion;
    }
    if (settingsVersion != other.settingsVersion) {
      return settingsVersion > other.settingsVersion;
    }
    return basis.algorithm() > other.basis.algorithm();
  }
}
