package io.betintel.ev.stream;

import io.betintel.ev.bettype.Shape;
import io.betintel.ev.catalogue.Catalogue;
import io.betintel.ev.catalogue.CatalogueEntry;
import io.betintel.ev.market.MarketBook;
import io.betintel.ev.market.PairedLines;
import io.betintel.ev.odds.Bookmaker;
import io.betintel.ev.odds.MarketId;
import io.betintel.ev.value.EvCalculator;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Supplier;

/**
 * The bookmakers that quote prices to lay in some market of an event: exchanges, whose fee is
 * unknown in all of its markets unless it is listed. All markets of an event are in one task, so
 * the task knows them. Confined to the task's thread.
 */
final class EventExchanges {
  private final SnapshotStore store;
  private final Supplier<Catalogue> catalogue;
  private final EvCalculator calculator;
  private final Map<MarketId, HeldMarket> open;
  private final BiFunction<MarketId, CatalogueEntry, OpenMarket> opened;

  private Catalogue known;
  private List<CatalogueEntry> lays = List.of();

  /**
   * @param open the markets that are open, as they are now
   * @param opened opens a market with its family if it is not
   */
  EventExchanges(
      SnapshotStore store,
      MarketRules rules,
      Map<MarketId, HeldMarket> open,
      BiFunction<MarketId, CatalogueEntry, OpenMarket> opened) {
    this.store = store;
    this.catalogue = rules.gate()::catalogue;
    this.calculator = rules.calculator();
    this.open = open;
    this.opened = opened;
  }

  /** Those of the event that are not listed. */
  Set<Bookmaker> of(String eventId) {
    Set<Bookmaker> found = Set.of();
    for (CatalogueEntry lay : lays()) {
      MarketBook book = book(new MarketId(eventId, lay.betType()));
      if (book != null && !book.isEmpty()) {
        PairedLines lines = book.paired(Shape.LAY);
        for (Bookmaker bookmaker : lines.bookmakers()) {
          if (!lines.quotedBy(bookmaker).isEmpty() && calculator.isUnknownAsExchange(bookmaker)) {
            found = found.isEmpty() ? new HashSet<>() : found;
            found.add(bookmaker);
          }
        }
      }
    }
    return found;
  }

  /**
   * What else is published once a market has changed: if bookmakers turn out to be exchanges, or no
   * longer do, what they quote in the event's other markets.
   *
   * @param changes of the market itself
   */
  List<Publication> with(List<Publication> changes, MarketId id, CatalogueEntry betType) {
    HeldMarket lay = betType.shape() == Shape.LAY ? open.get(id) : null;
    if (lay == null) {
      return changes;
    }
    Set<Bookmaker> before = lay.market().family().exchanges();
    Set<Bookmaker> now = of(id.eventId());
    if (now.equals(before)) {
      return changes;
    }
    Set<Bookmaker> moved = new HashSet<>(before);
    moved.addAll(now);
    moved.removeIf(bookmaker -> before.contains(bookmaker) && now.contains(bookmaker));
    List<Publication> all = new ArrayList<>(changes);
    for (CatalogueEntry entry : catalogue.get().sorted()) {
      MarketId each = new MarketId(id.eventId(), entry.betType());
      boolean isOpen = open.containsKey(each);
      if (isPublished(entry) && (isOpen || store.hasMarket(each))) {
        OpenMarket market = opened.apply(each, entry);
        market.family().exchanges(now);
        all.addAll(market.again(moved, !isOpen));
      }
    }
    return all;
  }

  /** Null if there is no such market. */
  private MarketBook book(MarketId id) {
    HeldMarket held = open.get(id);
    if (held != null) {
      return held.market().book();
    }
    return store.hasMarket(id) ? store.read(id).book() : null;
  }

  private static boolean isPublished(CatalogueEntry entry) {
    return entry.isShown() && entry.aliasOf() == null;
  }

  @SuppressWarnings("ReferenceEquality") // whenever a market is opened: no whole catalogue
  private List<CatalogueEntry> lays() {
    Catalogue now = catalogue.get();
    if (now != known) {
      lays =
          now.sorted().stream()
              .filter(entry -> entry.shape() == Shape.LAY && isPublished(entry))
              .toList();
      known = now;
    }
    return lays;
  }
}
