package io.betintel.ev.sink.postgres;

import io.betintel.ev.ops.Setting;
import io.betintel.ev.ops.Settings;
import java.util.List;

/**
 * How long PostgreSQL keeps bets that are over, and their history.
 *
 * @param historyDays days that {@code bet_history} is kept, by the records' timestamps; rows
 *     outside every day's partition (a replay of an old season) are deleted this many days after
 *     they were stored
 * @param betDays days that a row of {@code bets} is kept after it was last valid and last written,
 *     and a row of {@code events} after the event's start if it has no bet left
 */
public record RetentionConfig(int historyDays, int betDays) {
  static final Setting<Integer> HISTORY_DAYS =
      Setting.integer("EV_HISTORY_RETENTION_DAYS", 30, 1, 3650, "Days that bet_history is kept.");

  static final Setting<Integer> BET_DAYS =
      Setting.integer(
          "EV_BET_RETENTION_DAYS",
          30,
          1,
          3650,
          "Days that a bet that is over is kept in bets, and its event in events.");

  public static List<Setting<?>> settings() {
    return List.of(HISTORY_DAYS, BET_DAYS);
  }

  public static RetentionConfig from(Settings settings) {
    return new RetentionConfig(settings.get(HISTORY_DAYS), settings.get(BET_DAYS));
  }
}
