package io.betintel.ev.parking;

import io.betintel.ev.catalogue.Catalogue;
import io.betintel.ev.catalogue.CatalogueEntry;
import io.betintel.ev.catalogue.Heartbeat;
import io.betintel.ev.catalogue.Served;
import io.betintel.ev.odds.BetType;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * Finds the bet types that every live worker serves, by a catalogue that is not older than the one
 * that enabled the type. A worker with an older catalogue would only park the records again. Owned
 * by one thread.
 */
final class Returnable {
  private final Map<BetType, Enabled> enabled = new HashMap<>();

  /** Notes a catalogue. Call this for every new catalogue. */
  void see(Catalogue catalogue) {
    enabled.keySet().removeIf(betType -> !isServable(catalogue, betType));
    for (CatalogueEntry entry : catalogue.entries().values()) {
      if (entry.isServed()) {
        enabled.merge(
            entry.betType(),
            new Enabled(entry.enabledVersion(), catalogue.version()),
            (before, now) -> now.replaces(before) ? now : before);
      }
    }
  }

  Set<BetType> among(Collection<Heartbeat> live) {
    Set<BetType> returnable = new HashSet<>();
    enabled.forEach(
        (betType, since) -> {
          boolean all =
              live.stream()
                  .allMatch(
                      worker ->
                          worker.acknowledged(since.catalogueVersion()) && worker.serves(betType));
          if (all && !live.isEmpty()) {
            returnable.add(betType);
          }
        });
    return returnable;
  }

  private static boolean isServable(Catalogue catalogue, BetType betType) {
    return catalogue.served(betType) == Served.SERVED;
  }

  /**
   * @param catalogueVersion the first version in which the type was enabled this time
   */
  private record Enabled(long enabledVersion, long catalogueVersion) {

    /**
     * Also after a restore: no worker acknowledges a version that the catalogue has not reached.
     */
    boolean replaces(Enabled before) {
      return enabledVersion != before.enabledVersion || catalogueVersion < before.catalogueVersion;
    }
  }
}
