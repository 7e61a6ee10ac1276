package io.betintel.ev.sink.postgres;

import io.betintel.ev.ops.Setting;
import io.betintel.ev.ops.Settings;
import java.util.List;

/**
 * How long PostgreSQL keeps what is over.
 *
 * @param historyDays days of {@code bet_history}, by the records' own timestamps; rows outside any
 *     day's partition (an old season replayed) go this many days after they were stored
 * @param betDays days that a row of {@code bets} stays after it was last valid and last written,
 *     and a row of {@code events} after its event's start, if no bet is left of it
 */
public record RetentionConfig(int historyDays, int betDays) {
  static final Setting<Integer> HISTORY_DAYS =
      Setting.integer(
          "EV_HISTORY_RETENTION_DAYS",
          30,
          1,
          3650,
          "Days that bet_history is kept before it goes.");

  static final Setting<Integer> BET_DAYS =
      Setting.integer(
          "EV_BET_RETENTION_DAYS",
          30,
          1,
          3650,
          "Days that a bet that is over stays in bets, and its event in events.");

  public static List<Setting<?>> settings() {
    return List.of(HISTORY_DAYS, BET_DAYS);
  }

  public static RetentionConfig from(Settings settings) {
    return new RetentionConfig(settings.get(HISTORY_DAYS), settings.get(BET_DAYS));
  }
}
