package io.betintel.ev.cache;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import redis.clients.jedis.UnifiedJedis;
import redis.clients.jedis.exceptions.JedisAccessControlException;

/** Announces that many lines were deleted at once, without a message for each. */
final class Announcement {
  private static final Logger LOG = LoggerFactory.getLogger(Announcement.class);

  private Announcement() {}

  /**
   * @param whose the lines' bet type, or {@link CacheKeys#EVERY_BET_TYPE}
   */
  static void cleared(UnifiedJedis redis, CacheKeys keys, String whose) {
    try {
      redis.publish(keys.cleared(), whose);
    } catch (JedisAccessControlException e) {
      // The lines are deleted all the same; readers drop them when they are no longer valid.
      LOG.warn("Redis user may not publish on {}: {}", keys.cleared(), e.getMessage());
    }
  }
}
