package io.betintel.ev.odds;

import java.util.Objects;

/** One market: an event and a bet type. One task handles every snapshot of an event. */
public record MarketId(String eventId, BetType betType) implements Comparable<MarketId> {
  public MarketId {
    Objects.requireNonNull(eventId, "eventId");
    Objects.requireNonNull(betType, "betType");
  }

  /** {@code event id|bet type}. */
  public String text() {
    return eventId + '|' + betType.symbol();
  }

  @Override
  public int compareTo(MarketId other) {
    int byEvent = eventId.compareTo(other.eventId);
    return byEvent != 0 ? byEvent : betType.compareTo(other.betType);
  }

  @Override
  public String toString() {
    return text();
  }
}
