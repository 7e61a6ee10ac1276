package io.betintel.ev.odds;

import java.time.Instant;
import java.util.List;
import java.util.Objects;

/**
 * One bookmaker's whole view of one market. It replaces the bookmaker's earlier snapshot.
 *
 * @param outcomes 1 to {@value #MOST_OUTCOMES}; their order has no meaning
 * @param lastUpdate when the bookmaker quoted, to the millisecond
 * @param observedAt when the feed saw it (the record timestamp), to the millisecond
 * @param link deep link to the market; null if absent
 */
public record MarketSnapshot(
    SportingEvent event,
    BetType betType,
    Bookmaker bookmaker,
    List<Outcome> outcomes,
    Instant lastUpdate,
    Instant observedAt,
    String link) {
  public static final int MOST_OUTCOMES = 1000;

  /**
   * @throws InvalidOddsException if there are no outcomes or too many
   */
  public MarketSnapshot {
    Objects.requireNonNull(event, "event");
    Objects.requireNonNull(betType, "betType");
    Objects.requireNonNull(bookmaker, "bookmaker");
    Objects.requireNonNull(lastUpdate, "lastUpdate");
    Objects.requireNonNull(observedAt, "observedAt");
    if (outcomes.isEmpty() || outcomes.size() > MOST_OUTCOMES) {
      throw new InvalidOddsException(
          "outcomes", outcomes.size() + " outcomes", "accepted are 1 to " + MOST_OUTCOMES);
    }
    outcomes = List.copyOf(outcomes);
    Text.allow("link", link, 2048);
  }

  public MarketId marketId() {
    return new MarketId(event.id(), betType);
  }
}
