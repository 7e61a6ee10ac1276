package io.betintel.ev.sink.redis;

import io.betintel.ev.ops.Setting;
import io.betintel.ev.ops.Settings;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * When a cached line goes. Live odds go when they are no longer valid. Those of a historical replay
 * were never valid by today's clock: they stay for a while after they were written, so that there
 * is something to look at.
 *
 * @param replayFor how long a replay's lines stay; null for live odds
 */
public record CacheExpiry(Duration replayFor) {
  static final Setting<Duration> REPLAY_CACHE_TTL =
      Setting.duration(
          "EV_REPLAY_CACHE_TTL",
          "1h",
          "With EV_TOPIC_PREFIX set: how long a cached line stays, whatever its valid_until.");

  public static List<Setting<?>> settings() {
    return List.of(REPLAY_CACHE_TTL);
  }

  /**
   * @param replay whether the topics are those of a historical replay
   */
  public static CacheExpiry from(Settings settings, boolean replay) {
    Duration replayFor = settings.get(REPLAY_CACHE_TTL);
    return replay ? new CacheExpiry(replayFor) : live();
  }

  public static CacheExpiry live() {
    return new CacheExpiry(null);
  }

  Instant expiry(Instant validUntil, Instant now) {
    return replayFor == null ? validUntil : now.plus(replayFor);
  }
}
