package io.betintel.ev.api;

import io.betintel.ev.bettype.Role;
import io.betintel.ev.catalogue.BetTypeCatalogue;
import io.betintel.ev.catalogue.CatalogueEntry;
import io.betintel.ev.odds.BetType;
import java.util.Collections;
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
   * The bet type of a name, if the role sees it.
   *
   * @throws Problem 404 if not, the same whether it is unknown, switched off or not opened
   */
  public BetType require(Role role, String name) {
    return find(role, name).map(CatalogueEntry::betType).orElseThrow(() -> notOpened(role, name));
  }

  Optional<CatalogueEntry> find(Role role, String name) {
    return entriesFor(role).values().stream()
        .filter(entry -> entry.betType().symbol().equals(name))
        .findFirst();
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
