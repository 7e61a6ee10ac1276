package io.betintel.ev.odds;

import java.time.Instant;
import java.util.List;
import java.util.Objects;

/**
 * One bookmaker's whole view of one market. It replaces the bookmaker's earlier snapshot. Without
 * outcomes it is a suspension: the bookmaker takes no bets in the market.
 *
 * @param outcomes at most {@value #MOST_OUTCOMES}; their order has no meaning
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
   * @throws InvalidOddsException if there are too many outcomes
   */
  public MarketSnapshot {
    Objects.requireNonNull(event, "event");
    Objects.requireNonNull(betType, "betType");
    Objects.requireNonNull(bookmaker, "bookmaker");
    Objects.requireNonNull(lastUpdate, "lastUpdate");
    Objects.requireNonNull(observedAt, "observedAt");
    if (outcomes.size() > MOST_OUTCOMES) {
      throw new InvalidOddsException(
          "outcomes", outcomes.size() + " outcomes", "accepted are at most " + MOST_OUTCOMES);
    }
    outcomes = List.copyOf(outcomes);
    Text.allow("link", link, 2048);
  }

  /** The bookmaker has suspended or closed the market. */
  public boolean isSuspension() {
    return outcomes.isEmpty();
  }

  /** The same, quoted at another time. */
  public MarketSnapshot quotedAt(Instant time) {
    return at(time, observedAt);
  }

  /** The same, quoted and observed at other times. */
  public MarketSnapshot at(Instant quoted, Instant observed) {
    return new MarketSnapshot(event, betType, bookmaker, outcomes, quoted, observed, link);
  }

  /** The same, of another description of the event. */
  @SuppressWarnings("ReferenceEquality") // as almost always
  public MarketSnapshot withEvent(SportingEvent other) {
    return other == event
        ? this
        : new MarketSnapshot(other, betType, bookmaker, outcomes, lastUpdate, observedAt, link);
  }

  /**
   * The same, with the very outcomes of an earlier one where they are equal and at the same place:
   * most of a long snapshot is as it was before.
   */
  public MarketSnapshot sharing(List<Outcome> earlier) {
    if (earlier.size() != outcomes.size()) {
      return this;
    }
    Outcome[] shared = null;
    for (int i = 0; i < outcomes.size(); i++) {
      Outcome before = earlier.get(i);
      Outcome now = outcomes.get(i);
      if (now.isSame(before)) {
        shared = shared == null ? outcomes.toArray(new Outcome[0]) : shared;
        shared[i] = before;
      }
    }
    return shared == null
        ? this
        : new MarketSnapshot(
            event, betType, bookmaker, List.of(shared), lastUpdate, observedAt, link);
  }

  /** The same, of another bet type. */
  public MarketSnapshot as(BetType other) {
    return other.equals(betType)
        ? this
        : new MarketSnapshot(event, other, bookmaker, outcomes, lastUpdate, observedAt, link);
  }

  public MarketId marketId() {
    return new MarketId(event.id(), betType);
  }
}
