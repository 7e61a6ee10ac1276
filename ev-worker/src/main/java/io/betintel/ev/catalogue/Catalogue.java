package io.betintel.ev.catalogue;

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
 * @param version rises with every change of any row; it carries its incarnation, so that a database
 *     restored to an earlier state gives out no number twice
 */
public record Catalogue(long version, Map<BetType, CatalogueEntry> entries) {
  public Catalogue {
    entries = Map.copyOf(entries);
  }

  public static Catalogue of(long version, Collection<CatalogueEntry> entries) {
    return new Catalogue(
        version,
        entries.stream().collect(Collectors.toMap(CatalogueEntry::betType, Function.identity())));
  }

  public Optional<CatalogueEntry> find(BetType betType) {
    return Optional.ofNullable(entries.get(betType));
  }

  public Served served(BetType betType) {
    CatalogueEntry entry = entries.get(betType);
    return entry == null ? Served.NO_ROW : entry.served();
  }

  /** Which of them are switched on, served or not. */
  Flags flags() {
    return new Flags(
        version,
        entries.values().stream()
            .filter(CatalogueEntry::enabled)
            .map(CatalogueEntry::betType)
            .collect(Collectors.toUnmodifiableSet()));
  }

  /** The rows by name. */
  public Collection<CatalogueEntry> sorted() {
    return new TreeMap<>(entries).values();
  }
}
