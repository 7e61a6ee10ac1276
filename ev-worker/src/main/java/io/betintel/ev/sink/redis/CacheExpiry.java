package io.betintel.ev.sink.redis;

import io.betintel.ev.ops.Setting;
import io.betintel.ev.ops.Settings;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * When a cached line expires. Live odds expire when they are no longer valid. Odds of a historical
 * replay were never valid by today's clock: they are kept for a while after they were written, so
 * that they can be looked at.
 *
 * @param replayFor how long lines of a replay are kept; empty for live odds
 */
public record CacheExpiry(Optional<Duration> replayFor) {
  static final Setting<Duration> REPLAY_CACHE_TTL =
      Setting.duration(
          "EV_REPLAY_CACHE_TTL",
          "1h",
          "With EV_TOPIC_PREFIX set: how long a cached line is kept, whatever its valid_until.");

  public static List<Setting<?>> settings() {
    return List.of(REPLAY_CACHE_TTL);
  }

  /**
   * @param replay true if the topics are those of a historical replay
   */
  public static CacheExpiry from(Settings settings, boolean replay) {
    return replay ? new CacheExpiry(Optional.of(settings.get(REPLAY_CACHE_TTL))) : live();
  }

  public static CacheExpiry live() {
    return new CacheExpiry(Optional.empty());
  }

  Instant expiry(Instant validUntil, Instant now) {
    return replayFor.map(now::plus).orElse(validUntil);
  }
}
