package io.betintel.ev.stream;

import io.betintel.ev.ops.Setting;
import io.betintel.ev.ops.Settings;
import java.time.Duration;
import java.util.List;

/**
 * How much memory markets may take, whatever producers send.
 *
 * @param storePercent of the heap: snapshots in the tasks' stores
 * @param openPercent of the heap: markets that are ready to be published, with their books
 * @param openIdle how long a market stays open after its last record
 * @param bookmakers of one market
 * @param lines of one market; at least as many as one snapshot may have outcomes
 */
public record LimitConfig(
    int storePercent, int openPercent, Duration openIdle, int bookmakers, int lines) {
  // Standby stores take as much again. What works takes the rest.
  static final Setting<Integer> STORE_PERCENT =
      Setting.integer(
          "EV_MOST_STORE_PERCENT",
          20,
          1,
          90,
          "The part of the heap that snapshots may take; beyond it those of further bookmakers and"
              + " markets are dead-lettered.");
  static final Setting<Integer> OPEN_PERCENT =
      Setting.integer(
          "EV_MOST_OPEN_PERCENT",
          30,
          1,
          90,
          "The part of the heap that open markets may take; beyond it the one quoted longest ago is"
              + " closed, and restored from the store when it is quoted again.");
  // Longer than feeds wait between two polls, so that a market that is polled stays open.
  static final Setting<Duration> OPEN_IDLE =
      Setting.duration(
          "EV_OPEN_IDLE",
          "2m",
          "How long a market stays open after its last record; then it is closed, and restored from"
              + " the store when it is quoted again.");
  // A line lists an offer of each, and has 4 MiB.
  static final Setting<Integer> BOOKMAKERS =
      Setting.integer(
          "EV_MOST_BOOKMAKERS",
          250,
          1,
          10_000,
          "Bookmakers of one market; snapshots of further ones are dead-lettered.");
  // A change of the event or of settings prices the whole market.
  static final Setting<Integer> LINES =
      Setting.integer(
          "EV_MOST_LINES",
          5_000,
          1_000,
          1_000_000,
          "Lines of one market; a snapshot that would add more is dead-lettered.");

  public static List<Setting<?>> settings() {
    return List.of(STORE_PERCENT, OPEN_PERCENT, OPEN_IDLE, BOOKMAKERS, LINES);
  }

  public static LimitConfig from(Settings settings) {
    return new LimitConfig(
        settings.get(STORE_PERCENT),
        settings.get(OPEN_PERCENT),
        settings.get(OPEN_IDLE),
        settings.get(BOOKMAKERS),
        settings.get(LINES));
  }
}
