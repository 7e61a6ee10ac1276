package io.betintel.ev.status;

import io.betintel.ev.odds.BetType;
import java.time.Instant;
import java.util.Map;

/**
 * One bet type as every surface sees it; null is what a surface that is away would have said.
 *
 * @param symbol whether the registry's latest schema has it
 * @param label whether the database's enum has it
 * @param row its catalogue row; null if there is none too
 * @param bets rows of {@code bets}
 * @param firstSeen the earliest observation that is kept of it: in the bets' history and in what
 *     came lately
 * @param lastSeen the newest observation of it
 * @param cached cached lines
 * @param parked events that wait in the parked topic
 * @param eventsPerMinute what came onto the input topic in the last minute
 */
public record BetTypeState(
    BetType betType,
    Boolean symbol,
    Boolean label,
    Row row,
    Long bets,
    Instant firstSeen,
    Instant lastSeen,
    Long cached,
    Long parked,
    Double eventsPerMinute) {

  /** The flag, or what is missing before it can be set. */
  public String state() {
    if (label == null) {
      return "?";
    }
    if (row == null) {
      return label ? "no row" : "unknown";
    }
    if (!label) {
      return row.enabled() ? "enabled, no label" : "no label";
    }
    return row.enabled() ? "enabled" : "disabled";
  }

  /** Whether its events are applied rather than parked; null if the database is away. */
  public Boolean servable() {
    return label == null ? null : Boolean.valueOf(label && row != null && row.enabled());
  }

  /**
   * A row of the catalogue.
   *
   * @param ownSettings what differs from the defaults, as stored: a JSON object
   * @param settings every setting as it applies; empty if this build does not understand them
   * @param aliasOf null for most
   */
  public record Row(
      String title,
      String shape,
      boolean enabled,
      String minRole,
      String ownSettings,
      Map<String, String> settings,
      int settingsVersion,
      String aliasOf,
      Instant addedAt) {}
}
