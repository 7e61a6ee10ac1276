package io.betintel.ev.cache;

import io.betintel.ev.odds.BetType;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import redis.clients.jedis.AbstractPipeline;
import redis.clients.jedis.Response;
import redis.clients.jedis.UnifiedJedis;

/**
 * Removes a bet type that is switched off from the cache, and keeps it out. Each of its buckets has
 * a gate: the catalogue version at which the type was last known to be on or off. A gate refuses a
 * writer whose catalogue is older than the version that shut it, so a worker that missed the change
 * cannot bring a line back. Likewise, shutting a gate for an older version than the one at which
 * lines were written changes nothing.
 */
public final class CacheGate {
  private static final int PORTION = 1000;

  // Answers how many lines were deleted or, negative, the version at which the gate was opened.
  private static final String SHUT =
      """
      local index, gate = KEYS[1], KEYS[2]
      local version, prefix, portion = tonumber(ARGV[1]), ARGV[2], tonumber(ARGV[3])
      local known, state = string.match(redis.call('GET', gate) or '0 off', '^(%d+) (%a+)$')
      known = tonumber(known)
      if state == 'on' and known >= version then return -known end
      if known < version then redis.call('SET', gate, ARGV[1] .. ' off') end
      local lines = redis.call('ZRANGE', index, 0, portion - 1)
      for _, line in ipairs(lines) do redis.call('UNLINK', prefix .. line) end
      if #lines > 0 then redis.call('ZREMRANGEBYRANK', index, 0, #lines - 1) end
      return #lines
      """;

  private final UnifiedJedis redis;
  private final CacheKeys keys;

  public CacheGate(UnifiedJedis redis, CacheKeys keys) {
    this.redis = redis;
    this.keys = keys;
  }

  /**
   * The bet types for which {@link #shut} has something to do, among those that ever had a line. A
   * name that is not a valid bet type was written by something else and is skipped; the drift check
   * names it.
   *
   * @param enabled the bet types that are on
   */
  public Set<BetType> unfinished(Collection<BetType> enabled) {
    List<Asked> asked = new ArrayList<>();
    List<BetType> cached =
        redis.smembers(keys.betTypes()).stream()
            .map(BetType::find)
            .flatMap(Optional::stream)
            .toList();
    try (AbstractPipeline pipeline = redis.pipelined()) {
      for (BetType betType : cached) {
        if (!enabled.contains(betType)) {
          for (int bucket = 0; bucket < CacheKeys.BUCKETS; bucket++) {
            asked.add(
                new Asked(
                    betType,
                    pipeline.get(keys.gate(betType, bucket)),
                    pipeline.zcard(keys.index(betType, bucket))));
          }
        }
      }
      pipeline.sync();
    }
    Set<BetType> unfinished = new TreeSet<>();
    for (Asked bucket : asked) {
      String gate = Optional.ofNullable(bucket.gate().get()).orElse("");
      if (bucket.lines().get() > 0 || !gate.endsWith(" off")) {
        unfinished.add(bucket.betType());
      }
    }
    return unfinished;
  }

  /**
   * Deletes all lines of a bet type and refuses writers with an older version from now on. The
   * lines' version markers are kept: lines that are published later come back, lines that were
   * published before do not.
   *
   * @param version the catalogue version, read from the database, at which the type is off
   * @return how many lines were deleted; or, negative, the greatest version from this one on at
   *     which a gate was opened
   */
  public long shut(BetType betType, long version) {
    long gone = 0;
    long refused = 0;
    for (int bucket = 0; bucket < CacheKeys.BUCKETS; bucket++) {
      long portion;
      do {
        portion =
            (Long)
                redis.eval(
                    SHUT,
                    List.of(keys.index(betType, bucket), keys.gate(betType, bucket)),
                    List.of(
                        Long.toString(version),
                        keys.linePrefix(betType, bucket),
                        Integer.toString(PORTION)));
        gone += Math.max(0, portion);
        refused = Math.min(refused, portion);
      } while (portion == PORTION);
    }
    if (gone > 0) {
      // Readers learn from the catalogue that a type is off, but not if it is on again when they
      // look.
      Announcement.cleared(redis, keys, betType.symbol());
    }
    return refused < 0 ? refused : gone;
  }

  /**
   * Deletes the gates of a bet type: for a catalogue that was recreated and counts from the
   * beginning.
   */
  public void forget(BetType betType) {
    for (int bucket = 0; bucket < CacheKeys.BUCKETS; bucket++) {
      redis.del(keys.gate(betType, bucket));
    }
  }

  private record Asked(BetType betType, Response<String> gate, Response<Long> lines) {}
}
