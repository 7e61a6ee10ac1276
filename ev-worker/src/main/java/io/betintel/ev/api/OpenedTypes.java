package io.betintel.ev.api;

import io.betintel.ev.bettype.Role;
import io.betintel.ev.catalogue.BetTypeCatalogue;
import io.betintel.ev.catalogue.Catalogue;
import io.betintel.ev.catalogue.CatalogueEntry;
import io.betintel.ev.odds.BetType;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Which bet types a role sees, by the catalogue as it is now. A bet type that a role does not see
 * does not exist for it.
 */
public final class OpenedTypes {
  private final BetTypeCatalogue catalogue;

  OpenedTypes(BetTypeCatalogue catalogue) {
    this.catalogue = catalogue;
  }

  /** Whether the bet type is shown and opened to the role. */
  public boolean sees(Role role, BetType betType) {
    return catalogue.current().find(betType).filter(entry -> opened(entry, role)).isPresent();
  }

  public SortedSet<BetType> seenBy(Role role) {
    return Collections.unmodifiableSortedSet(new TreeSet<>(entriesFor(role).keySet()));
  }

  public SortedMap<BetType, CatalogueEntry> entriesFor(Role role) {
    TreeMap<BetType, CatalogueEntry> seen = new TreeMap<>();
    catalogue.current().entries().values().stream()
        .filter(entry -> opened(entry, role))
        .forEach(entry -> seen.put(entry.betType(), entry));
    return seen;
  }

  /**
   * The bet type of a name, if the role sees it; of an alias, the bet type that it is of.
   *
   * @throws Problem 404 if not, the same whether it is unknown, switched off or not opened
   */
  public BetType require(Role role, String name) {
    return find(role, name).map(CatalogueEntry::betType).orElseThrow(() -> notOpened(role, name));
  }

  Optional<CatalogueEntry> find(Role role, String name) {
    Catalogue now = catalogue.current();
    return BetType.find(name)
        .map(now::canonical)
        .flatMap(now::find)
        .filter(entry -> opened(entry, role));
  }

  /** The bet type, and its aliases whose lines are being moved to it. */
  List<BetType> withMoving(BetType betType) {
    Catalogue now = catalogue.current();
    return now.namesOf(betType).stream()
        .filter(
            name ->
                name.equals(betType) || now.find(name).filter(CatalogueEntry::isMoving).isPresent())
        .toList();
  }

  /** The bet types and every name that they had. */
  List<String> everyName(Collection<String> betTypes) {
    Catalogue now = catalogue.current();
    return betTypes.stream()
        .map(BetType::new)
        .flatMap(betType -> now.namesOf(betType).stream())
        .map(BetType::symbol)
        .distinct()
        .toList();
  }

  /**
   * The ids that a line has or had: its bet type may have been renamed.
   *
   * @param lineId under any of its names
   * @return the present one first; only the given one if it is of no known form
   */
  List<String> lineIds(String lineId) {
    Catalogue now = catalogue.current();
    int begin = lineId.indexOf('|') + 1;
    int end = lineId.indexOf('|', begin);
    Optional<BetType> betType =
        end < 0 ? Optional.empty() : BetType.find(lineId.substring(begin, end));
    return betType
        .map(now::canonical)
        .map(
            meant ->
                now.namesOf(meant).stream()
                    .map(name -> lineId.substring(0, begin) + name + lineId.substring(end))
                    .toList())
        .orElse(List.of(lineId));
  }

  static Problem notOpened(Role role, String name) {
    return Problem.notFound(
        "bet type "
            + name
            + " is not opened to role "
            + role.label()
            + "; GET /v1/bet-types lists those that are");
  }

  private static boolean opened(CatalogueEntry entry, Role role) {
    return entry.isShown() && role.compareTo(entry.minRole()) >= 0;
  }
}
