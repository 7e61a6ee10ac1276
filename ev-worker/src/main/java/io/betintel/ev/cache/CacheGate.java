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
 * Takes a bet type that is switched off out of the cache, and keeps it out. Each of its buckets has
 * a gate: the catalogue's version at which it was last known to be on or off. A writer that acts on
 * an older version than the one that shut the gate is turned away, so that no worker which slept
 * through the change brings a line back; and whoever wants to shut it for an older version than one
 * at which lines were written comes too late and changes nothing.
 */
public final class CacheGate {
  private static final int PORTION = 1000;

  // The number of lines taken away; or, negative, the version at which the gate was opened.
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
   * Of the bet types that ever had a line, those for which {@link #shut} has something to do. What
   * stands among them and is no bet type was put there by somebody else, and is passed over; the
   * drift check names it.
   *
   * @param enabled which are on
   */
  public Set<BetType> ajar(Collection<BetType> enabled) {
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
    Set<BetType> ajar = new TreeSet<>();
    for (Asked bucket : asked) {
      String gate = Optional.ofNullable(bucket.gate().get()).orElse("");
      if (bucket.lines().get() > 0 || !gate.endsWith(" off")) {
        ajar.add(bucket.betType());
      }
    }
    return ajar;
  }

  /**
   * Removes all lines of a bet type and lets no writer of an older version in. The lines' version
   * markers stay: what is published after this comes back, what was published before does not.
   *
   * @param version of the catalogue, as the database has it, at which the type is off
   * @return how many lines went; or, negative, the greatest version at which a gate was opened that
   *     is not before this one
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
      // Readers hear of the disabling from the catalogue; but not of one that was taken back before
      // they looked.
      Announcement.cleared(redis, keys, betType.symbol());
    }
    return refused < 0 ? refused : gone;
  }

  /**
   * Forgets at which version a bet type was on or off: for a catalogue that was made anew and
   * counts from the beginning.
   */
  public void forget(BetType betType) {
    for (int bucket = 0; bucket < CacheKeys.BUCKETS; bucket++) {
      redis.del(keys.gate(betType, bucket));
    }
  }

  private record Asked(BetType betType, Response<String> gate, Response<Long> lines) {}
}
