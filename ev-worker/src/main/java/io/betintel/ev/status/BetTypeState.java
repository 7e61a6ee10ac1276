package io.betintel.ev.status;

import io.betintel.ev.catalogue.CatalogueRow;
import io.betintel.ev.catalogue.Served;
import io.betintel.ev.odds.BetType;
import java.time.Instant;
import java.util.Optional;

/**
 * One bet type as every surface sees it. A component is null if its surface is away.
 *
 * @param symbol whether the registry's latest schema has it
 * @param label whether the database's enum has it
 * @param removed if the label was removed on purpose, what its rows became, or empty text if there
 *     were none; null too if it was not
 * @param served whether its events are applied, and if not, why
 * @param row its catalogue row; null too if the catalogue has none
 * @param bets rows of {@code bets}
 * @param firstSeen the earliest observation that is kept of it, in the bets' history and in what
 *     came lately; null too without one
 * @param lastSeen the newest observation of it; null too without one
 * @param cached cached lines
 * @param parked events that wait in the parked topic
 * @param eventsPerMinute what came onto the input topic in the last minute
 */
public record BetTypeState(
    BetType betType,
    Boolean symbol,
    Boolean label,
    String removed,
    Served served,
    CatalogueRow row,
    Long bets,
    Instant firstSeen,
    Instant lastSeen,
    Long cached,
    Long parked,
    Double eventsPerMinute) {

  /** What makes its events applied; empty if they are, or while the database is away. */
  public Optional<String> remedy() {
    if (served == Served.NO_LABEL && removed != null) {
      return Optional.of(
          "Its label was removed on purpose"
              + (removed.isEmpty() ? "" : ", its rows became " + removed)
              + "; ev-worker bet-types add "
              + betType
              + " --db adds it again");
    }
    return served == null ? Optional.empty() : served.remedy(betType);
  }

  /** The word for {@link #served}; a question mark while the database is away. */
  public String state() {
    return served == null ? "?" : served.label();
  }
}
