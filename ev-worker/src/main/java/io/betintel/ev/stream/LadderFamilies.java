package io.betintel.ev.stream;

import io.betintel.ev.bettype.Shape;
import io.betintel.ev.catalogue.Catalogue;
import io.betintel.ev.catalogue.CatalogueEntry;
import io.betintel.ev.odds.BetType;
import io.betintel.ev.odds.LayMarket;
import io.betintel.ev.value.PricingBasis;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Supplier;

/**
 * Which bet types form ladders together. A family of one bet type is one too: its points are a
 * ladder. Confined to a task's thread.
 *
 * <p>A change of one member is a change of what the prices of all rest on, so the basis that their
 * lines are published under has a fingerprint of the family: the sweep finds them. Prices to lay
 * tell that a bookmaker is an exchange, in every market of the event, so the basis of all lines has
 * a fingerprint of the bet types that lay, too.
 */
final class LadderFamilies {
  private final Supplier<Catalogue> catalogue;
  private final PricingBasis basis;
  private Catalogue known;
  private Map<BetType, LadderFamily> byType = Map.of();

  /** A fingerprint of the bet types that lay and are published; 0 without any. */
  private long lays;

  /** What the known catalogue's entries are published under, as far as it was asked. */
  private final Map<BetType, Under> underByType = new HashMap<>();

  /**
   * @param basis of a bet type without a ladder
   */
  LadderFamilies(Supplier<Catalogue> catalogue, PricingBasis basis) {
    this.catalogue = catalogue;
    this.basis = basis;
  }

  /** Null if the bet type is on no ladder, or its lines are not published. */
  LadderFamily of(BetType betType) {
    return now().get(betType);
  }

  /** What the lines of the bet type are published under. */
  @SuppressWarnings("ReferenceEquality") // an entry of an earlier catalogue is another object
  PricedUnder under(CatalogueEntry betType) {
    LadderFamily family = of(betType.betType());
    Under known = underByType.get(betType.betType());
    if (known == null || known.entry != betType) {
      PricingBasis its = basis.with(lays);
      known =
          new Under(
              betType, PricedUnder.of(betType, family == null ? its : its.with(family.print())));
      underByType.put(betType.betType(), known);
    }
    return known.under;
  }

  /** A lay market is priced by the market whose outcomes it lays, so it joins that one's family. */
  private static void addLays(Catalogue now, Map<String, List<CatalogueEntry>> families) {
    for (CatalogueEntry lay : now.sorted()) {
      if (lay.shape() != Shape.LAY || !isPublished(lay)) {
        continue;
      }
      LayMarket.backOf(lay.betType())
          .flatMap(now::find)
          .filter(LadderFamilies::isPublished)
          .ifPresent(
              back -> {
                String ladder = back.settings().ladder().family();
                String name = ladder == null ? lay.betType().symbol() : ladder;
                List<CatalogueEntry> members =
                    families.computeIfAbsent(name, each -> new ArrayList<>(List.of(back)));
                members.add(lay);
              });
    }
  }

  private static long printOfLays(Catalogue now) {
    StringBuilder text = new StringBuilder();
    for (CatalogueEntry entry : now.sorted()) {
      if (entry.shape() == Shape.LAY && isPublished(entry)) {
        text.append(entry.betType().symbol()).append(',');
      }
    }
    byte[] bytes = text.toString().getBytes(StandardCharsets.UTF_8);
    return bytes.length == 0 ? 0 : UUID.nameUUIDFromBytes(bytes).getMostSignificantBits();
  }

  private static boolean isPublished(CatalogueEntry entry) {
    return entry.isShown() && entry.aliasOf() == null;
  }

  @SuppressWarnings("ReferenceEquality") // for every record: a whole catalogue is not compared
  private Map<BetType, LadderFamily> now() {
    Catalogue now = catalogue.get();
    if (now != known) {
      Map<String, List<CatalogueEntry>> families = new TreeMap<>();
      for (CatalogueEntry entry : now.sorted()) {
        String family = entry.settings().ladder().family();
        if (family != null && entry.isShown() && entry.aliasOf() == null) {
          families.computeIfAbsent(family, name -> new ArrayList<>()).add(entry);
        }
      }
      addLays(now, families);
      Map<BetType, LadderFamily> found = new HashMap<>();
      families.forEach(
          (name, members) -> {
            LadderFamily family = new LadderFamily(name, members);
            LadderFamily before = byType.get(members.get(0).betType());
            LadderFamily same = family.equals(before) ? before : family;
            members.forEach(member -> found.put(member.betType(), same));
          });
      byType = found;
      lays = printOfLays(now);
      underByType.clear();
      known = now;
    }
    return byType;
  }

  private record Under(CatalogueEntry entry, PricedUnder under) {}
}
