package io.betintel.ev.cache;

import static io.betintel.ev.sink.PricedLines.NOW;
import static io.betintel.ev.sink.PricedLines.POINTS;
import static io.betintel.ev.sink.PricedLines.TOTALS;
import static io.betintel.ev.sink.PricedLines.open;
import static io.betintel.ev.sink.PricedLines.withdrawn;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.betintel.ev.odds.BetType;
import io.betintel.ev.odds.LineId;
import io.betintel.ev.ops.Check.Status;
import io.betintel.ev.ops.MovableClock;
import io.betintel.ev.ops.Settings;
import io.betintel.ev.priced.PricedLine;
import io.betintel.ev.sink.redis.CacheFeed;
import io.betintel.localstack.LocalStack;
import io.betintel.localstack.LocalStackExtension;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import redis.clients.jedis.RedisClient;

/** How readers learn what the sink writes, on a real Redis. */
@ExtendWith(LocalStackExtension.class)
final class LineChangesIT {
  private static final AtomicInteger COUNT = new AtomicInteger();

  private final LocalStack stack;
  private final RedisClient redis;
  private final CacheKeys keys = new CacheKeys("changes:" + COUNT.incrementAndGet());
  private final Instant now = Instant.now();
  private final MovableClock clock = new MovableClock(now);
  private final CachedLineReader reader;
  private final CacheFeed feed;
  private final LineChanges changes;
  private final ReceivedChanges listener = new ReceivedChanges();
  private final List<String> received = listener.received();

  LineChangesIT(LocalStack stack) {
    this.stack = stack;
    redis = RedisConfig.from(new Settings(Map.of("EV_REDIS_URL", stack.redis().url()))).client();
    reader = new CachedLineReader(redis, keys, clock);
    feed = new CacheFeed(redis, keys, Clock.systemUTC());
    changes = new LineChanges(redis, keys);
    changes.tell(listener);
  }

  @BeforeEach
  void listen() {
    changes.start();
    await().until(() -> received.contains("listening"));
    received.clear();
  }

  @AfterEach
  void close() {
    changes.close();
    redis.close();
  }

  @Test
  void onlyNewerLinesAreAnnouncedByTheirId() {
    feed.write(line(TOTALS, "e1", 2.1), line(POINTS, "e1", 2.1));
    feed.write(line(TOTALS, "e1", 2.2));
    feed.repeat(line(TOTALS, "e1", 2.2));
    feed.write(withdrawn(TOTALS, "e1", 5.5));
    end();

    assertThat(received)
        .containsExactly(
            "totals e1|totals||5.5|",
            "player_points e1|player_points||5.5|",
            "totals e1|totals||5.5|",
            "totals e1|totals||5.5|",
            "cleared all");
  }

  @Test
  void linesAreReadAsTheyAreNow() {
    feed.write(line(TOTALS, "e1", 2.1), line(TOTALS, "e2", 2.1), line(POINTS, "e1", 2.1));
    feed.write(line(TOTALS, "e1", 2.2), withdrawn(TOTALS, "e2", 5.5));

    assertThat(reader.lines(TOTALS))
        .singleElement()
        .satisfies(
            line -> {
              assertThat(line.id().text()).isEqualTo("e1|totals||5.5|");
              assertThat(line.version()).isEqualTo(3);
              assertThat(line.shown().orElseThrow().json()).contains("\"best_price\":2.2");
            });
    assertThat(reader.lines(TOTALS, List.of(id("e2"), id("e1"), id("e3"))))
        .extracting(CachedLine::version)
        .containsExactly(4L, 3L, CachedLine.UNKNOWN);
  }

  @Test
  void lineIsNotShownFromItsValidUntilOnThoughRedisStillHasIt() {
    feed.write(line(TOTALS, "e1", 2.1));

    clock.move(Duration.ofMinutes(20).minusMillis(2));
    assertThat(reader.lines(TOTALS)).hasSize(1);
    clock.move(Duration.ofMillis(2));
    assertThat(reader.ids(TOTALS)).isEmpty();
    assertThat(reader.lines(TOTALS, List.of(id("e1"))))
        .singleElement()
        .satisfies(line -> assertThat(line.shown()).isEmpty());
    assertThat(redis.exists(keys.line(TOTALS, id("e1")))).isTrue();
  }

  @Test
  void moreLinesThanAPipelineTakesAreAllRead() {
    feed.write(
        IntStream.range(0, 1234)
            .mapToObj(i -> line(TOTALS, "e" + i, 2.1))
            .toArray(PricedLine[]::new));

    assertThat(reader.lines(TOTALS)).hasSize(1234);
  }

  @Test
  void switchingOffAndARebuildAreAnnouncedAtOnce() {
    feed.write(line(TOTALS, "e1", 2.1), line(POINTS, "e1", 2.1));
    feed.enable(POINTS, false);
    end();

    assertThat(received)
        .containsExactly(
            "totals e1|totals||5.5|",
            "player_points e1|player_points||5.5|",
            "cleared player_points",
            "cleared all");
  }

  @Test
  void changesAreReceivedAgainAfterTheServerWasKilled() {
    stack.redis().kill();
    await().until(() -> received.stream().anyMatch(text -> text.startsWith("lost ")));
    assertThat(changes.check().status()).isEqualTo(Status.WAITING);
    stack.redis().start();
    await().until(() -> received.contains("listening"));
    assertThat(changes.check().status()).isEqualTo(Status.UP);

    received.clear();
    await().ignoreExceptions().until(() -> reader.ids(TOTALS) != null);
    feed.write(line(TOTALS, "e1", 2.1));
    await().until(() -> received.contains("totals e1|totals||5.5|"));
  }

  /** Everything announced before was received. */
  private void end() {
    new CachedLines(redis, keys, clock).clearEverything();
    await().until(() -> received.contains("cleared all"));
  }

  private PricedLine line(BetType betType, String event, double price) {
    return open(betType, event, 5.5, price, NOW, now.plus(Duration.ofMinutes(20)));
  }

  private static LineId id(String event) {
    return new LineId(event + "|totals||5.5|");
  }
}
