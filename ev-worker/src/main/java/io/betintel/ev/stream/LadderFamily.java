package io.betintel.ev.stream;

import io.betintel.ev.catalogue.CatalogueEntry;
import io.betintel.ev.odds.BetType;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;

/**
 * The bet types whose markets of one event form ladders together, as the catalogue has them now. A
 * disabled one is neither priced nor asked for prices: what is parked is not known.
 *
 * @param name as the settings have it
 * @param members by bet type, each published; at least one
 * @param print a fingerprint of what the members' prices depend on
 */
record LadderFamily(String name, List<CatalogueEntry> members, long print) {
  LadderFamily {
    members = List.copyOf(members);
  }

  LadderFamily(String name, List<CatalogueEntry> members) {
    this(name, members, printOf(members));
  }

  boolean has(BetType betType) {
    for (CatalogueEntry member : members) {
      if (member.betType().equals(betType)) {
        return true;
      }
    }
    return false;
  }

  private static long printOf(List<CatalogueEntry> members) {
    StringBuilder text = new StringBuilder();
    for (CatalogueEntry member : members) {
      text.append(member.betType().symbol())
          .append(' ')
          .append(member.enabledVersion())
          .append(' ')
          .append(member.settingsVersion())
          .append(',');
    }
    byte[] bytes = text.toString().getBytes(StandardCharsets.UTF_8);
    return UUID.nameUUIDFromBytes(bytes).getMostSignificantBits();
  }
}
