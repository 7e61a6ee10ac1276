package io.betintel.ev.cache;

import io.betintel.ev.odds.BetType;
import java.time.Clock;
import java.util.SortedMap;
import java.util.TreeMap;
import redis.clients.jedis.UnifiedJedis;
import redis.clients.jedis.params.ScanParams;
import redis.clients.jedis.resps.ScanResult;

/** What the cache holds, by bet type. */
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

  /** How many lines of each bet type have not expired; without the types that have none. */
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

  /**
   * Every bet type that ever had a line, as it is spelled there, valid or not, with how many of its
   * lines have not expired.
   */
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

  /** Takes expired lines off the lists; the lines themselves expire alone. */
  public void prune() {
    for (String name : redis.smembers(keys.betTypes())) {
      for (String index : keys.indexes(name)) {
        redis.zremrangeByScore(index, "-inf", Long.toString(clock.millis()));
      }
    }
  }

  /**
   * Removes every key of the namespace, markers and positions included. Only for a rebuild: it
   * looks at every key of the server, if in small portions.
   *
   * @return how many there were
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
    // Again and last: a sink that runs meanwhile starts at the beginning only now, and what it
    // wrote
    // during the scan comes again.
    redis.del(keys.positions());
    Announcement.cleared(redis, keys, CacheKeys.EVERY_BET_TYPE);
    return cleared;
  }
}
