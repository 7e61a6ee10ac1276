package io.betintel.ev.sink.postgres;

import io.betintel.ev.ops.Setting;
import io.betintel.ev.ops.Settings;
import java.util.List;

/**
 * How long {@code bet_history} is kept.
 *
 * @param retentionDays days of history, by the records' own timestamps; rows outside any day's
 *     partition (an old season replayed) go this many days after they were stored
 */
public record HistoryConfig(int retentionDays) {
  static final Setting<Integer> RETENTION_DAYS =
      Setting.integer(
          "EV_HISTORY_RETENTION_DAYS",
          30,
          1,
          3650,
          "Days that bet_history is kept before it goes.");

  public static List<Setting<?>> settings() {
    return List.of(RETENTION_DAYS);
  }

  public static HistoryConfig from(Settings settings) {
    return new HistoryConfig(settings.get(RETENTION_DAYS));
  }
}
