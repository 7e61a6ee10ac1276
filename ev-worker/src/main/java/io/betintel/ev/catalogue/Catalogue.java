package io.betintel.ev.bettype;

import io.betintel.ev.odds.BetType;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The whole catalogue at one version; immutable.
 *
 * @param version rises with every change of any row
 */
public record Catalog(long version, Map<BetType, CatalogEntry> entries) {
  public Catalog {
    entries = Map.copyOf(entries);
  }

  public static Catalog of(long version, Collection<CatalogEntry> entries) {
    return new Catalog(
        version,
        entries.stream().collect(Collectors.toMap(CatalogEntry::betType, Function.identity())));
  }

  public Optional<CatalogEntry> find(BetType betType) {
    return Optional.ofNullable(entries.get(betType));
  }

  /** Which of them are switched on, whether their labels exist or not. */
  Flags flags() {
    return new Flags(
        version,
        entries.values().stream()
            .filter(CatalogEntry::enabled)
            .map(CatalogEntry::betType)
            .collect(Collectors.toUnmodifiableSet()));
  }

  /** The rows by name. */
  public Collection<CatalogEntry> sorted() {
    return new TreeMap<>(entries).values();
  }
}
