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
 * that enabled the type, ended its hold or made it an alias. A worker with an older catalogue would
 * only park the records again. Owned by one thread.
 */
final class Returnable {
  private final Map<BetType, Enabled> enabled = new HashMap<>();

  /** Notes a catalogue. Call this for every new catalogue. */
  void see(Catalogue catalogue) {
    enabled.keySet().removeIf(betType -> !isServable(catalogue, betType));
    for (CatalogueEntry entry : catalogue.entries().values()) {
      if (entry.isServed()) {
        for (BetType sent : catalogue.namesOf(entry.betType())) {
          enabled.merge(
              sent,
              new Enabled(entry.betType(), entry.enabledVersion(), catalogue.version()),
              (before, now) -> now.replaces(before) ? now : before);
        }
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
                          worker.acknowledged(since.catalogueVersion())
                              && worker.serves(since.as())
                              && (since.as().equals(betType) || worker.readsAliases()));
          if (all && !live.isEmpty()) {
            returnable.add(betType);
          }
        });
    return returnable;
  }

  private static boolean isServable(Catalogue catalogue, BetType betType) {
    return catalogue.servedAs(betType) == Served.SERVED;
  }

  /**
   * @param as the bet type that the events are applied as
   * @param catalogueVersion the first version in which the type was enabled this time
   */
  private record Enabled(BetType as, long enabledVersion, long catalogueVersion) {

    /**
     * Also after a restore: no worker acknowledges a version that the catalogue has not reached.
     */
    boolean replaces(Enabled before) {
      return !as.equals(before.as)
          || enabledVersion != before.enabledVersion
          || catalogueVersion < before.catalogueVersion;
    }
  }
}
