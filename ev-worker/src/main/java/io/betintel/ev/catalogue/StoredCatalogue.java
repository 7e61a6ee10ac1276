package io.betintel.ev.catalogue;

import io.betintel.ev.odds.BetType;
import java.util.Collections;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Labels and rows as the database has them at one moment; immutable.
 *
 * @param version rises with every change of any row
 * @param labels of the database's enum, whether a bet type can be spelled so or not
 */
public record StoredCatalogue(
    long version, SortedSet<String> labels, SortedMap<BetType, CatalogueRow> rows) {

  public StoredCatalogue {
    labels = Collections.unmodifiableSortedSet(new TreeSet<>(labels));
    rows = Collections.unmodifiableSortedMap(new TreeMap<>(rows));
  }

  /** What workers act on. */
  public Catalogue catalogue() {
    return Catalogue.of(version, rows.values().stream().map(CatalogueRow::entry).toList());
  }

  public Served served(BetType betType) {
    CatalogueRow row = rows.get(betType);
    return row == null ? Served.NO_ROW : row.entry().served();
  }

  /** Why events that are sent under the name are parked; empty if they are applied. */
  public Optional<String> obstacleToReturn(BetType sent) {
    return obstacle(catalogue().canonical(sent));
  }

  /** Why the bet type is not served and what makes it served; empty if it is. */
  public Optional<String> obstacle(BetType betType) {
    return explain(betType, served(betType));
  }

  /** What would be in the way if the bet type were enabled; empty if nothing would. */
  Optional<String> obstacleToEnabling(BetType betType) {
    CatalogueRow row = rows.get(betType);
    return explain(betType, row == null ? Served.NO_ROW : row.entry().servedOnceEnabled());
  }

  private Optional<String> explain(BetType betType, Served served) {
    return served.explain(
        betType, Optional.ofNullable(rows.get(betType)).map(row -> row.entry().complaint()));
  }
}
