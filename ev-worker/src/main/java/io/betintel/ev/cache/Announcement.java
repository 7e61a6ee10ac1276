package io.betintel.ev.cache;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import redis.clients.jedis.UnifiedJedis;
import redis.clients.jedis.exceptions.JedisAccessControlException;

/** Says that lines went which nobody withdrew one by one. */
final class Announcement {
  private static final Logger LOG = LoggerFactory.getLogger(Announcement.class);

  private Announcement() {}

  /**
   * @param whose a bet type, or {@link CacheKeys#EVERY_BET_TYPE}
   */
  static void cleared(UnifiedJedis redis, CacheKeys keys, String whose) {
    try {
      redis.publish(keys.cleared(), whose);
    } catch (JedisAccessControlException e) {
      // What was to be done is done; readers forget the lines when they are no longer valid.
      LOG.warn("Redis user may not publish on {}: {}", keys.cleared(), e.getMessage());
    }
  }
}
