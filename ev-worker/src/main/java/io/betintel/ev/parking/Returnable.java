package io.betintel.ev.parking;

import io.betintel.ev.bettype.Catalog;
import io.betintel.ev.bettype.CatalogEntry;
import io.betintel.ev.odds.BetType;
import io.betintel.ev.parking.LiveWorkers.Live;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * Which bet types' records may be returned: those that every live worker serves, by its own word
 * and by a catalogue no older than the one that enabled the type. A worker that had not heard of it
 * would only park them again. Owned by one thread.
 */
final class Returnable {
  private final Map<BetType, Enabled> enabled = new HashMap<>();

  /** Takes notice of a catalogue; each has to be told. */
  void see(Catalog catalog) {
    enabled.keySet().removeIf(betType -> !isServable(catalog, betType));
    for (CatalogEntry entry : catalog.entries().values()) {
      if (entry.servable()) {
        enabled.merge(
            entry.betType(),
            new Enabled(entry.enabledVersion(), catalog.version()),
            (before, now) -> before.enabledVersion() == now.enabledVersion() ? before : now);
      }
    }
  }

  Set<BetType> among(Collection<Live> live) {
    Set<BetType> returnable = new HashSet<>();
    enabled.forEach(
        (betType, since) -> {
          boolean all =
              live.stream()
                  .allMatch(
                      worker ->
                          worker.catalogueVersion() >= since.catalogueVersion()
                              && worker.servable().contains(betType.symbol()));
          if (all && !live.isEmpty()) {
            returnable.add(betType);
          }
        });
    return returnable;
  }

  private static boolean isServable(Catalog catalog, BetType betType) {
    return catalog.find(betType).filter(CatalogEntry::servable).isPresent();
  }

  /**
   * @param catalogueVersion the first that had the type enabled so
   */
  private record Enabled(long enabledVersion, long catalogueVersion) {}
}
