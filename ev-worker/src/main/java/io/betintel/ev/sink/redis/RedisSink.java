package io.betintel.ev.sink.redis;

import io.betintel.ev.cache.CacheKeys;
import io.betintel.ev.cache.CachedLines;
import io.betintel.ev.sink.Batch;
import io.betintel.ev.sink.LineSink;
import io.betintel.ev.sink.SinkException;
import io.betintel.ev.sink.Span;
import io.betintel.ev.sink.TopicIdentity;
import io.betintel.ev.sink.VersionedLine;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.function.Supplier;
import redis.clients.jedis.UnifiedJedis;
import redis.clients.jedis.exceptions.JedisException;

/**
 * Lines into the cache. The positions lie in Redis too rather than in the consumer group: a Redis
 * that comes back empty is filled again by itself.
 *
 * <p>Not one transaction as in PostgreSQL: lines first, then the positions, and every line is
 * guarded by a version marker, so doing it twice changes nothing.
 */
public final class RedisSink implements LineSink {
  public static final String NAME = "redis";

  private static final String TOPIC = "topic";
  private static final String TOPIC_ID = "topic_id";

  private final UnifiedJedis redis;
  private final CacheKeys keys;
  private final CachedLines cached;
  private final LineWriter writer;

  public RedisSink(UnifiedJedis redis, CacheKeys keys, CacheExpiry expiry, Clock clock) {
    this.redis = redis;
    this.keys = keys;
    this.cached = new CachedLines(redis, keys, clock);
    this.writer = new LineWriter(redis, keys, expiry, clock);
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public Map<Integer, Long> positions(TopicIdentity topic) {
    Map<String, String> stored = asked(() -> redis.hgetAll(keys.positions()));
    String name = stored.remove(TOPIC);
    String id = stored.remove(TOPIC_ID);
    if (name != null && id != null && !new TopicIdentity(name, id).equals(topic)) {
      throw new SinkException(
          SinkException.Kind.REFUSED,
          "the cache holds lines of topic "
              + new TopicIdentity(name, id)
              + " and this is "
              + topic
              + ": versions of two topics cannot be compared. Give it a Redis of its own, or run:"
              + " ev-worker sink rebuild redis",
          null);
    }
    Map<Integer, Long> positions = new HashMap<>();
    stored.forEach(
        (partition, next) -> positions.put(Integer.valueOf(partition), Long.valueOf(next)));
    return positions;
  }

  @Override
  public int write(Batch batch) {
    expect(batch.spans(), positions(batch.topic()));
    List<VersionedLine> lines = batch.lines();
    int written = asked(() -> writer.write(batch.topic().id(), lines));
    Map<String, String> next = new HashMap<>();
    next.put(TOPIC, batch.topic().name());
    next.put(TOPIC_ID, batch.topic().id());
    batch.spans().forEach((partition, span) -> next.put(partition.toString(), "" + span.next()));
    asked(() -> redis.hset(keys.positions(), next));
    return written;
  }

  @Override
  public void maintain() {
    asked(
        () -> {
          cached.prune();
          return null;
        });
  }

  /** Notices a rebuild, a Redis that lost its data, and another owner of the partition. */
  private static void expect(SortedMap<Integer, Span> spans, Map<Integer, Long> stored) {
    spans.forEach(
        (partition, span) -> {
          long at = stored.getOrDefault(partition, Span.NEVER);
          if (at != span.from()) {
            throw new SinkException(
                SinkException.Kind.MOVED,
                "the position of partition " + partition + " is " + at + ", not " + span.from(),
                null);
          }
        });
  }

  private static <T> T asked(Supplier<T> question) {
    try {
      return question.get();
    } catch (JedisException e) {
      throw new SinkException(SinkException.Kind.AWAY, "Redis is away: " + e.getMessage(), e);
    }
  }
}
