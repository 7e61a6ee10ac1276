package io.betintel.ev.sink.redis;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.betintel.ev.cache.CacheKeys;
import io.betintel.ev.odds.BetType;
import io.betintel.ev.odds.LineId;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import redis.clients.jedis.AbstractPipeline;
import redis.clients.jedis.Response;
import redis.clients.jedis.UnifiedJedis;
import redis.clients.jedis.params.ZRangeParams;

/**
 * Finds out whether Redis has lost entries by itself. It counts bucket by bucket how many of the
 * indexed lines have an entry, and asks the server how many keys it has evicted: an evicted index
 * takes its lines out of every count. Owned by one thread.
 */
final class CacheLosses {
  /** How many buckets one look counts: a round of a hundred bet types takes two minutes. */
  private static final int BUCKETS_AT_ONCE = 32;

  private static final int PORTION = 1_000;

  /** An entry that expires while it is looked for is not lost. */
  private static final long MARGIN = Duration.ofSeconds(2).toMillis();

  private final UnifiedJedis redis;
  private final CacheKeys keys;
  private final Clock clock;
  private int next;
  private long evicted;

  CacheLosses(UnifiedJedis redis, CacheKeys keys, Clock clock) {
    this.redis = redis;
    this.keys = keys;
    this.clock = clock;
  }

  /** Whether some were lost since the last look, as far as this one has looked. */
  boolean found() {
    Optional<Long> now = ServerInfo.number(redis, "stats", "evicted_keys");
    boolean more = now.isPresent() && now.get() > evicted;
    evicted = now.orElse(evicted); // 0 again after a restart of the server
    List<BetType> types =
        redis.smembers(keys.betTypes()).stream()
            .sorted()
            .map(BetType::find)
            .flatMap(Optional::stream)
            .toList();
    int buckets = types.size() * CacheKeys.BUCKETS;
    boolean missing = false;
    for (int i = 0; i < Math.min(BUCKETS_AT_ONCE, buckets) && !missing; i++) {
      next = (next + 1) % buckets;
      missing = misses(types.get(next / CacheKeys.BUCKETS), next % CacheKeys.BUCKETS);
    }
    return more || missing;
  }

  private boolean misses(BetType type, int bucket) {
    String index = keys.index(type, bucket);
    List<String> ids =
        redis.zrange(
            index,
            ZRangeParams.zrangeByScoreParams(
                (double) (clock.millis() + MARGIN), Double.POSITIVE_INFINITY));
    for (int from = 0; from < ids.size(); from += PORTION) {
      List<String> some = ids.subList(from, Math.min(ids.size(), from + PORTION));
      String[] entries =
          some.stream().map(id -> keys.line(type, new LineId(id))).toArray(String[]::new);
      if (redis.exists(entries) < entries.length && isCertain(type, index, some)) {
        return true;
      }
    }
    return false;
  }

  /** A line may have been withdrawn between the two questions: then it is in no index any more. */
  private boolean isCertain(BetType type, String index, List<String> ids) {
    List<Response<Double>> scores = new ArrayList<>(ids.size());
    List<Response<Boolean>> entries = new ArrayList<>(ids.size());
    try (AbstractPipeline pipeline = redis.pipelined()) {
      for (String id : ids) {
        entries.add(pipeline.exists(keys.line(type, new LineId(id))));
        scores.add(pipeline.zscore(index, id));
      }
      pipeline.sync();
    }
    long now = clock.millis();
    for (int i = 0; i < ids.size(); i++) {
      Double score = scores.get(i).get();
      if (score != null && score > now && !entries.get(i).get()) {
        return true;
      }
    }
    return false;
  }

  /** Those without a marker of their version or a newer one. */
  List<Entry> notWritten(List<Entry> all) {
    Map<String, List<Entry>> buckets = new LinkedHashMap<>(); // one hash slot each, on a cluster
    for (Entry entry : all) {
      String index = new String(entry.indexKey(), UTF_8);
      buckets.computeIfAbsent(index, i -> new ArrayList<>()).add(entry);
    }
    Map<String, Response<List<byte[]>>> markers = new LinkedHashMap<>();
    try (AbstractPipeline pipeline = redis.pipelined()) {
      buckets.forEach(
          (index, bucket) ->
              markers.put(
                  index,
                  pipeline.mget(bucket.stream().map(Entry::markerKey).toArray(byte[][]::new))));
      pipeline.sync();
    }
    List<Entry> missing = new ArrayList<>();
    markers.forEach(
        (index, found) -> {
          List<Entry> bucket = buckets.get(index);
          for (int i = 0; i < bucket.size(); i++) {
            if (!bucket.get(i).isMarkedBy(found.get().get(i))) {
              missing.add(bucket.get(i));
            }
          }
        });
    return missing;
  }

  /** Those that are shown and lack an entry or an index, and those that have one and are not. */
  List<Entry> among(List<Entry> all) {
    List<Entry> lost = new ArrayList<>();
    for (int from = 0; from < all.size(); from += PORTION) {
      portion(all.subList(from, Math.min(all.size(), from + PORTION)), lost);
    }
    return lost;
  }

  private void portion(List<Entry> some, List<Entry> lost) {
    List<Response<Boolean>> entries = new ArrayList<>(some.size());
    List<Response<Double>> scores = new ArrayList<>(some.size());
    List<Entry> whole = some.stream().filter(entry -> entry.broken().isEmpty()).toList();
    try (AbstractPipeline pipeline = redis.pipelined()) {
      for (Entry entry : whole) {
        entries.add(pipeline.exists(entry.entryKey()));
        scores.add(
            pipeline.zscore(
                new String(entry.indexKey(), UTF_8), new String(entry.lineId(), UTF_8)));
      }
      pipeline.sync();
    }
    for (int i = 0; i < whole.size(); i++) {
      boolean there = entries.get(i).get();
      boolean complete = there && scores.get(i).get() != null;
      if (whole.get(i).isShown() ? !complete : there) {
        lost.add(whole.get(i));
      }
    }
  }
}
