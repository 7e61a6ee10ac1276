package io.betintel.ev.catalogue;

import io.betintel.ev.odds.BetType;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
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
 * @param aliases each alias, and the bet type that its events are applied as
 */
public record Catalogue(
    long version, Map<BetType, CatalogueEntry> entries, Map<BetType, BetType> aliases) {
  public Catalogue {
    entries = Map.copyOf(entries);
    aliases = Map.copyOf(aliases);
  }

  public Catalogue(long version, Map<BetType, CatalogueEntry> entries) {
    this(version, entries, aliases(entries));
  }

  /** An alias of an unknown bet type or of another alias is none: its events are parked. */
  private static Map<BetType, BetType> aliases(Map<BetType, CatalogueEntry> entries) {
    Map<BetType, BetType> aliases = new HashMap<>();
    for (CatalogueEntry entry : entries.values()) {
      CatalogueEntry meant = entry.aliasOf() == null ? null : entries.get(entry.aliasOf());
      if (meant != null && meant.aliasOf() == null) {
        aliases.put(entry.betType(), meant.betType());
      }
    }
    return aliases;
  }

  public static Catalogue of(long version, Collection<CatalogueEntry> entries) {
    return new Catalogue(
        version,
        entries.stream().collect(Collectors.toMap(CatalogueEntry::betType, Function.identity())));
  }

  public Optional<CatalogueEntry> find(BetType betType) {
    return Optional.ofNullable(entries.get(betType));
  }

  /** The bet type that events of this one are applied as: itself unless it is an alias. */
  public BetType canonical(BetType betType) {
    return aliases.isEmpty() ? betType : aliases.getOrDefault(betType, betType);
  }

  /** The bet type and its aliases, the bet type first. */
  public List<BetType> namesOf(BetType betType) {
    List<BetType> names = new ArrayList<>(List.of(betType));
    aliases.entrySet().stream()
        .filter(alias -> alias.getValue().equals(betType))
        .map(Map.Entry::getKey)
        .sorted()
        .forEach(names::add);
    return names;
  }

  /** What happens to events that are sent under the name. */
  public Served servedAs(BetType sent) {
    return served(canonical(sent));
  }

  public Served served(BetType betType) {
    CatalogueEntry entry = entries.get(betType);
    return entry == null ? Served.NO_ROW : entry.served();
  }

  /** Of which of them lines may be stored, served or not. */
  Flags flags() {
    return new Flags(
        version,
        entries.values().stream()
            .filter(CatalogueEntry::isOn)
            .map(CatalogueEntry::betType)
            .collect(Collectors.toUnmodifiableSet()));
  }

  /** The rows by name. */
  public Collection<CatalogueEntry> sorted() {
    return new TreeMap<>(entries).values();
  }
}
