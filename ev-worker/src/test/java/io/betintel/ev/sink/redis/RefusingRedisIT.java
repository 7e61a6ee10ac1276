package io.betintel.ev.sink.redis;

import static io.betintel.ev.sink.PricedLines.TOTALS;
import static io.betintel.ev.sink.PricedLines.at;
import static io.betintel.ev.sink.PricedLines.open;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.betintel.ev.cache.CacheKeys;
import io.betintel.ev.cache.RedisConfig;
import io.betintel.ev.catalogue.FlagsInHand;
import io.betintel.ev.ops.Settings;
import io.betintel.ev.sink.Batch;
import io.betintel.ev.sink.LineSink;
import io.betintel.ev.sink.SinkException;
import io.betintel.ev.sink.Span;
import io.betintel.ev.sink.TopicIdentity;
import io.betintel.ev.sink.VersionedLine;
import io.betintel.localstack.LocalStackExtension;
import io.betintel.localstack.RedisServer;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import redis.clients.jedis.CommandArguments;
import redis.clients.jedis.Protocol.Command;
import redis.clients.jedis.RedisClient;

/**
 * A Redis that takes no write at all says so of each line, as it does of one that it cannot take:
 * the sink waits, and sends nothing to the dead letters.
 */
@ExtendWith(LocalStackExtension.class)
final class RefusingRedisIT {
  private static final TopicIdentity TOPIC = new TopicIdentity("ev.lines", "first-topic-id", 4);

  private final String url;

  RefusingRedisIT(RedisServer server) {
    url = server.url();
  }

  @Test
  void fullOneRefusesNoLine() {
    try (RedisClient redis = client()) {
      assertWaits(
          "refusing:full",
          () -> redis.configSet("maxmemory", "1"),
          () -> redis.configSet("maxmemory", "0"));
    }
  }

  @Test
  void replicaRefusesNoLine() {
    try (RedisClient redis = client()) {
      assertWaits(
          "refusing:replica",
          () -> replicaOf(redis, "127.0.0.1", "1"), // where nobody answers: it keeps its data
          () -> replicaOf(redis, "NO", "ONE"));
    }
  }

  private static void replicaOf(RedisClient redis, String host, String port) {
    redis.executeCommand(new CommandArguments(Command.REPLICAOF).add(host).add(port));
  }

  private void assertWaits(String namespace, Runnable refuse, Runnable accept) {
    try (RedisClient redis = client()) {
      LineSink sink =
          new RedisSink(
              redis,
              new CacheKeys(namespace),
              new CacheExpiry(Optional.of(Duration.ofHours(1))),
              new FlagsInHand(TOTALS),
              Clock.systemUTC());
      sink.write(batch(Span.NEVER, 6, at(5, open(TOTALS, "e1", 5.5, 2.1))));
      // Of the first one it has a newer version, so it takes that: there is nothing to write.
      Batch both =
          batch(6, 8, at(4, open(TOTALS, "e1", 5.5, 2.2)), at(7, open(TOTALS, "e2", 5.5, 2.1)));
      refuse.run();
      try {
        assertThatThrownBy(() -> sink.write(both))
            .isInstanceOfSatisfying(
                SinkException.class, e -> assertThat(e.kind()).isEqualTo(SinkException.Kind.AWAY));
      } finally {
        accept.run();
      }
      assertThat(sink.write(both)).isEqualTo(1);
    }
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

  private RedisClient client() {
    return RedisConfig.from(new Settings(Map.of("EV_REDIS_URL", url))).client();
  }
}
