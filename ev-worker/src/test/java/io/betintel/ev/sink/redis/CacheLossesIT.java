package io.betintel.ev.sink.redis;

import static io.betintel.ev.sink.PricedLines.POINTS;
import static io.betintel.ev.sink.PricedLines.TOTALS;
import static io.betintel.ev.sink.PricedLines.at;
import static io.betintel.ev.sink.PricedLines.open;
import static io.betintel.ev.sink.PricedLines.withdrawn;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.betintel.ev.cache.CacheKeys;
import io.betintel.ev.cache.CachedLines;
import io.betintel.ev.cache.RedisConfig;
import io.betintel.ev.catalogue.FlagsInHand;
import io.betintel.ev.ops.Settings;
import io.betintel.ev.sink.Batch;
import io.betintel.ev.sink.LineSink;
import io.betintel.ev.sink.SinkException;
import io.betintel.ev.sink.Span;
import io.betintel.ev.sink.TopicIdentity;
import io.betintel.ev.sink.VersionedLine;
import io.betintel.localstack.LocalStack;
import io.betintel.localstack.LocalStackExtension;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import redis.clients.jedis.CommandArguments;
import redis.clients.jedis.Protocol;
import redis.clients.jedis.RedisClient;
import redis.clients.jedis.UnifiedJedis;

/** What Redis lost by itself is found and written again. */
@ExtendWith(LocalStackExtension.class)
final class CacheLossesIT {
  private static final AtomicInteger COUNT = new AtomicInteger();
  private static final TopicIdentity TOPIC = new TopicIdentity("ev.lines", "first-topic-id", 4);

  private final String url;
  private final RedisClient redis;
  private final CacheKeys keys = new CacheKeys("losses:" + COUNT.incrementAndGet());
  private final CachedLines cached;
  private final FlagsInHand flags = new FlagsInHand(TOTALS, POINTS);

  CacheLossesIT(LocalStack stack) {
    url = stack.redis().url();
    redis = RedisConfig.from(new Settings(Map.of("EV_REDIS_URL", url))).client();
    cached = new CachedLines(redis, keys, Clock.systemUTC());
  }

  @AfterEach
  void close() {
    redis.close();
  }

  @Test
  void entriesThatRedisHasLostAreFoundAndWrittenAgain() {
    LineSink sink = sink();
    VersionedLine one = at(0, open(TOTALS, "e1", 5.5, 2.1));
    VersionedLine two = at(1, open(TOTALS, "e2", 5.5, 2.1));
    Batch both = batch(Span.NEVER, 2, one, two);
    sink.write(both);
    assertThat(lost(sink)).isFalse();
    assertThat(sink.restore(both)).isZero();

    redis.del(keys.line(TOTALS, one.line().id()), keys.version(TOTALS, one.line().id()));
    assertThat(lost(sink)).isTrue();
    assertThat(sink.restore(both)).isEqualTo(1);
    assertThat(lost(sink)).isFalse();
    assertThat(cached.count()).isEqualTo(Map.of(TOTALS, 2L));

    redis.del(keys.index(TOTALS, two.line().id()));
    assertThat(sink.restore(both)).isPositive();
    assertThat(cached.count()).isEqualTo(Map.of(TOTALS, 2L));
  }

  /** The catalogue of a restored database has the type on, as if it had never been off. */
  @Test
  void linesThatWereDeletedByALostCatalogueAreFoundAndWrittenAgain() {
    LineSink sink = sink();
    VersionedLine one = at(0, open(TOTALS, "e1", 5.5, 2.1));
    Batch batch = batch(Span.NEVER, 1, one);
    flags.commit(POINTS, false);
    flags.hear(); // version 2
    sink.write(batch);
    assertThat(lost(sink)).isFalse();

    flags.commit(TOTALS, false);
    flags.hear();
    sink.refresh();
    assertThat(cached.count()).isEmpty();
    assertThat(lost(sink)).as("it is off").isFalse();

    flags.begin(TOTALS); // version 1
    assertThat(lost(sink)).isTrue();
    assertThat(sink.restore(batch)).isEqualTo(1);
    assertThat(cached.count()).isEqualTo(Map.of(TOTALS, 1L));
    assertThat(lost(sink)).isFalse();
  }

  /** Whether it had a position before or none, and whether it loses everything or the batch. */
  @Test
  void redisThatLosesTheLinesOfABatchDoesNotGetItsPositions() {
    VersionedLine first = at(0, open(TOTALS, "e1", 5.5, 2.1));
    VersionedLine second = at(1, open(TOTALS, "e2", 5.5, 2.1));
    Runnable nothing = () -> {};
    Runnable everything = cached::clearEverything;
    Runnable theBatch =
        () ->
            redis.del(
                keys.line(TOTALS, second.line().id()),
                keys.version(TOTALS, second.line().id()),
                keys.marks());
    try (LosingRedis losing = new LosingRedis(url)) {
      LineSink sink = sink(losing);
      losing.losesBefore(everything, nothing);
      sink.write(batch(Span.NEVER, 1, first)); // what is missing is written at once
      assertThat(cached.count()).isEqualTo(Map.of(TOTALS, 1L));

      cached.clearEverything();
      losing.losesBefore(nothing, everything);
      assertMoved(() -> sink.write(batch(Span.NEVER, 1, first)));
      assertThat(sink.positions(TOPIC)).isEmpty();
      sink.write(batch(Span.NEVER, 1, first));

      losing.losesBefore(everything, nothing);
      assertMoved(() -> sink.write(batch(1, 2, second)));
      sink.write(batch(Span.NEVER, 1, first));
      losing.losesBefore(nothing, theBatch);
      assertMoved(() -> sink.write(batch(1, 2, second)));
      assertThat(sink.positions(TOPIC)).isEqualTo(Map.of(0, 1L));

      losing.losesBefore(theBatch, nothing);
      sink.write(batch(1, 2, second));
      assertThat(sink.positions(TOPIC)).isEqualTo(Map.of(0, 2L));
      assertThat(cached.count()).isEqualTo(Map.of(TOTALS, 2L));
    }
  }

  /** Markers that this worker writes are over for Redis at once: nothing can be known of them. */
  @Test
  void clockThatIsDaysBehindThatOfRedisStopsNothing() {
    LineSink behind =
        new RedisSink(
            redis,
            keys,
            CacheExpiry.live(),
            flags,
            Clock.offset(Clock.systemUTC(), Duration.ofDays(-300)));
    behind.write(batch(Span.NEVER, 1, at(0, open(TOTALS, "e1", 5.5, 2.1))));
    assertThat(behind.positions(TOPIC)).isEqualTo(Map.of(0, 1L));
  }

  private static void assertMoved(ThrowingCallable write) {
    assertThatThrownBy(write)
        .isInstanceOfSatisfying(
            SinkException.class, e -> assertThat(e.kind()).isEqualTo(SinkException.Kind.MOVED));
  }

  @Test
  void lineThatWasWithdrawnOrIsOffIsNotWrittenAgain() {
    LineSink sink = sink();
    VersionedLine old = at(0, open(TOTALS, "e1", 5.5, 2.1));
    VersionedLine off = at(1, open(POINTS, "e1", 5.5, 2.1));
    sink.write(batch(Span.NEVER, 2, old, off));
    sink.write(batch(2, 3, at(2, withdrawn(TOTALS, "e1", 5.5))));
    flags.commit(POINTS, false);
    flags.hear();
    sink.refresh();

    assertThat(lost(sink)).isFalse();
    assertThat(sink.restore(batch(Span.NEVER, 2, old, off))).isZero();
    assertThat(cached.count()).isEmpty();
  }

  /** A real server, with less memory than the lines take. */
  @Test
  void redisThatEvictsTakesEveryBatchAndIsFilledAgainOnceItHasMemory() {
    List<VersionedLine> lines =
        IntStream.range(0, 2_000).mapToObj(i -> at(i, open(TOTALS, "f" + i, 5.5, 2.1))).toList();
    SimpleMeterRegistry registry = new SimpleMeterRegistry();
    LineSink sink = new CountedRestores(sink(), registry);
    try (EvictionPolicy policy = new EvictionPolicy(redis, registry)) {
      redis.flushAll(); // what other tests have left would be evicted instead
      lost(sink);
      config("maxmemory-policy", "allkeys-lru");
      long used = ServerInfo.number(redis, "memory", "used_memory").orElseThrow();
      config("maxmemory", Long.toString(used + 500_000));
      policy.look();
      assertThat(registry.get("ev.cache.evicts").gauge().value()).isEqualTo(1);
      for (int from = 0; from < lines.size(); from += 200) {
        write(sink, lines.subList(from, from + 200));
      }
      assertThat(cached.count().getOrDefault(TOTALS, 0L)).isLessThanOrEqualTo(2_000);
      assertThat(lost(sink)).isTrue();
    } finally {
      config("maxmemory", "0");
      config("maxmemory-policy", "noeviction");
    }

    lost(sink); // what was evicted after the last look
    Batch all = batch(Span.NEVER, 2_000, lines.toArray(VersionedLine[]::new));
    assertThat(sink.restore(all)).isPositive();
    assertThat(registry.get("ev.cache.restored").counter().count()).isPositive();
    assertThat(cached.count()).isEqualTo(Map.of(TOTALS, 2_000L));
    for (VersionedLine line : lines) {
      assertThat(redis.exists(keys.line(TOTALS, line.line().id()))).isTrue();
    }
    assertThat(lost(sink)).isFalse();
  }

  /** As the sink's loop does: a position that was evicted sends it back to the beginning. */
  private void write(LineSink sink, List<VersionedLine> lines) {
    long next = lines.get(lines.size() - 1).version() + 1;
    for (int attempt = 0; attempt < 20; attempt++) {
      long from = sink.positions(TOPIC).getOrDefault(0, Span.NEVER);
      try {
        sink.write(batch(from, next, lines.toArray(VersionedLine[]::new)));
        return;
      } catch (SinkException e) {
        assertThat(e.kind()).isEqualTo(SinkException.Kind.MOVED);
      }
    }
    throw new AssertionError("the sink does not get on at line " + next);
  }

  @Test
  void policyThatEvictsIsSeen() {
    SimpleMeterRegistry registry = new SimpleMeterRegistry();
    try (EvictionPolicy policy = new EvictionPolicy(redis, registry)) {
      config("maxmemory-policy", "volatile-lru");
      policy.look();
      assertThat(registry.get("ev.cache.evicts").gauge().value()).isEqualTo(1);
      config("maxmemory-policy", "noeviction");
      policy.look();
      assertThat(registry.get("ev.cache.evicts").gauge().value()).isZero();
    } finally {
      config("maxmemory-policy", "noeviction");
    }
  }

  private void config(String name, String value) {
    redis.executeCommand(
        new CommandArguments(Protocol.Command.CONFIG).add("SET").add(name).add(value));
  }

  /** One look counts a few buckets: two of them go round two bet types. */
  private static boolean lost(LineSink sink) {
    boolean lost = sink.hasLost();
    return sink.hasLost() || lost;
  }

  private LineSink sink() {
    return sink(redis);
  }

  private LineSink sink(UnifiedJedis over) {
    CacheExpiry anHour = new CacheExpiry(Optional.of(Duration.ofHours(1)));
    return new RedisSink(over, keys, anHour, flags, Clock.systemUTC());
  }

  private static Batch batch(long from, long next, VersionedLine... lines) {
    return new Batch(
        TOPIC,
        List.of(lines),
        List.of(),
        new TreeMap<>(Map.of(0, new Span(from, next))),
        lines.length,
        0,
        List.of());
  }
}
