package io.betintel.ev.cache;

import io.betintel.ev.odds.BetType;
import java.time.Clock;
import java.util.SortedMap;
import java.util.TreeMap;
import redis.clients.jedis.UnifiedJedis;
import redis.clients.jedis.params.ScanParams;
import redis.clients.jedis.resps.ScanResult;

/** Counts and clears the lines in the cache, by bet type. */
public final class CachedLines {
  private static final int PORTION = 1000;

  private final UnifiedJedis redis;
  private final CacheKeys keys;
  private final Clock clock;

  public CachedLines(UnifiedJedis redis, CacheKeys keys, Clock clock) {
    this.redis = redis;
    this.keys = keys;
    this.clock = clock;
  }

  /** How many lines of each bet type have not expired; types without such a line are missing. */
  public SortedMap<BetType, Long> count() {
    SortedMap<BetType, Long> counts = new TreeMap<>();
    countAsSpelled()
        .forEach(
            (name, lines) -> {
              if (lines > 0) {
                BetType.find(name).ifPresent(betType -> counts.put(betType, lines));
              }
            });
    return counts;
  }

  /** How many lines have not expired, by every name that ever had a line, valid bet type or not. */
  public SortedMap<String, Long> countAsSpelled() {
    SortedMap<String, Long> counts = new TreeMap<>();
    String now = "(" + clock.millis();
    for (String name : redis.smembers(keys.betTypes())) {
      counts.put(
          name,
          keys.indexes(name).stream().mapToLong(index -> redis.zcount(index, now, "+inf")).sum());
    }
    return counts;
  }

  /** How many lines of the bet type have not expired. */
  public long count(BetType betType) {
    String now = "(" + clock.millis();
    return keys.indexes(betType).stream()
        .mapToLong(index -> redis.zcount(index, now, "+inf"))
        .sum();
  }

  /** Deletes expired lines from the indexes; Redis expires the lines themselves. */
  public void prune() {
    for (String name : redis.smembers(keys.betTypes())) {
      for (String index : keys.indexes(name)) {
        redis.zremrangeByScore(index, "-inf", Long.toString(clock.millis()));
      }
    }
  }

  /**
   * Deletes every key of the namespace, markers and positions included. Only for a rebuild: it
   * scans every key of the server, in small portions.
   *
   * @return how many keys were deleted
   */
  public long clearEverything() {
    long cleared = 0;
    ScanParams wanted = new ScanParams().match(keys.everything()).count(PORTION);
    String cursor = ScanParams.SCAN_POINTER_START;
    do {
      ScanResult<String> found = redis.scan(cursor, wanted);
      if (!found.getResult().isEmpty()) {
        cleared += redis.unlink(found.getResult().toArray(String[]::new));
      }
      cursor = found.getCursor();
    } while (!cursor.equals(ScanParams.SCAN_POINTER_START));
    // Once more at the end: a running sink now starts at the beginning and writes again what it
    // wrote during the scan.
    redis.del(keys.positions());
    Announcement.cleared(redis, keys, CacheKeys.EVERY_BET_TYPE);
    return cleared;
  }
}
