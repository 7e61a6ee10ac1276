package io.betintel.ev.drift;

import io.betintel.ev.ops.Setting;
import io.betintel.ev.ops.Settings;
import java.time.Duration;
import java.util.List;

/**
 * How a worker looks for drift.
 *
 * @param interval from one look to the next
 */
public record DriftConfig(Duration interval) {
  static final Setting<Duration> INTERVAL =
      Setting.duration(
          "EV_DRIFT_INTERVAL",
          "20s",
          "How often the worker compares what build, registry, database, cache and workers know.");

  public static List<Setting<?>> settings() {
    return List.of(INTERVAL);
  }

  public static DriftConfig from(Settings settings) {
    return new DriftConfig(settings.get(INTERVAL));
  }
}
