package io.betintel.ev.sink.redis;

import static io.betintel.ev.sink.PricedLines.NOW;
import static io.betintel.ev.sink.PricedLines.POINTS;
import static io.betintel.ev.sink.PricedLines.TOTALS;
import static io.betintel.ev.sink.PricedLines.at;
import static io.betintel.ev.sink.PricedLines.joined;
import static io.betintel.ev.sink.PricedLines.open;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.betintel.ev.cache.CacheGate;
import io.betintel.ev.cache.CacheKeys;
import io.betintel.ev.cache.CachedLines;
import io.betintel.ev.cache.RedisConfig;
import io.betintel.ev.catalogue.FlagsInHand;
import io.betintel.ev.odds.BetType;
import io.betintel.ev.ops.Settings;
import io.betintel.ev.sink.LineSink;
import io.betintel.ev.sink.LineSinkContract;
import io.betintel.ev.sink.LinesRefusedException;
import io.betintel.ev.sink.SinkException;
import io.betintel.ev.sink.Span;
import io.betintel.ev.sink.VersionedLine;
import io.betintel.localstack.LocalStackExtension;
import io.betintel.localstack.RedisServer;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import redis.clients.jedis.RedisClient;
import redis.clients.jedis.params.ScanParams;

@ExtendWith(LocalStackExtension.class)
final class RedisSinkIT extends LineSinkContract {
  private static final AtomicInteger COUNT = new AtomicInteger();

  /** Lines are valid for an hour by the server's own clock, which a test cannot stop. */
  private static final CacheExpiry AN_HOUR = new CacheExpiry(Optional.of(Duration.ofHours(1)));

  private final RedisServer server;
  private final RedisClient redis;
  private final CacheKeys keys = new CacheKeys("test:" + COUNT.incrementAndGet());
  private final CachedLines cached;
  private final FlagsInHand flags = new FlagsInHand(TOTALS, POINTS);

  RedisSinkIT(RedisServer server) {
    this.server = server;
    redis = RedisConfig.from(new Settings(Map.of("EV_REDIS_URL", server.url()))).client();
    cached = new CachedLines(redis, keys, Clock.systemUTC());
  }

  @AfterEach
  void close() {
    redis.close();
  }

  @Override
  protected LineSink sink() {
    return another();
  }

  @Override
  protected LineSink another() {
    return new RedisSink(redis, keys, AN_HOUR, flags, Clock.systemUTC());
  }

  @Override
  protected void enable(BetType betType, boolean on) {
    flags.commit(betType, on);
    flags.hear();
  }

  @Override
  protected String content() {
    Map<String, String> entries = new TreeMap<>();
    for (String key :
        redis
            .scan("0", new ScanParams().match(keys.namespace() + ":*:line:*").count(10_000))
            .getResult()) {
      entries.put(key, redis.get(key));
    }
    return entries + " " + cached.count();
  }

  /**
   * Something else has written to a line's key, and another line is valid for longer than 64 bits
   * of milliseconds.
   */
  @Test
  void linesThatRedisRefusesAreAllNamedAndTheOthersCanBeWritten() {
    LineSink sink = another();
    VersionedLine taken = at(1, open(TOTALS, "e2", 5.5, 2.1));
    redis.lpush(keys.version(TOTALS, taken.line().id()), "not a marker");
    VersionedLine endless =
        at(2, open(TOTALS, "e3", 5.5, 2.1, NOW, Instant.ofEpochSecond(10_000_000_000_000_000L)));
    LineSink byValidity = new RedisSink(redis, keys, CacheExpiry.live(), flags, Clock.systemUTC());
    assertThatThrownBy(() -> byValidity.write(batch(Span.NEVER, 3, endless)))
        .isInstanceOfSatisfying(
            LinesRefusedException.class,
            e -> assertThat(e.reasons().keySet()).containsExactly(endless));

    VersionedLine good = at(0, open(TOTALS, "e1", 5.5, 2.1));
    assertThatThrownBy(() -> sink.write(batch(Span.NEVER, 2, good, taken)))
        .isInstanceOfSatisfying(
            LinesRefusedException.class,
            e -> {
              assertThat(e.reasons().keySet()).containsExactly(taken);
              assertThat(e.reasons().get(taken)).contains("WRONGTYPE", "cannot be cached");
            });
    assertThat(sink.positions(TOPIC)).isEmpty();
    sink.write(batch(Span.NEVER, 2, good));
    assertThat(content()).contains("e1|");
    assertThat(sink.positions(TOPIC)).isEqualTo(Map.of(0, 2L));
  }

  @Test
  void entryIsTheLineAsJson() {
    VersionedLine line = at(3, open(TOTALS, "e1", 5.5, 2.1));
    sink().write(batch(Span.NEVER, 4, line));

    assertThat(redis.get(keys.line(TOTALS, line.line().id())))
        .startsWith(
            "{\"line_id\":\"e1|totals||5.5|\",\"version\":3,\"event_id\":\"e1\","
                + "\"sport_key\":\"icehockey_nhl\",\"commence_time\":\"2026-11-01T15:00:00Z\"")
        .contains("\"best_bookmaker\":\"betmgm\",\"best_price\":2.1")
        .contains("\"settlement\":\"full\"")
        .contains("\"fair_price\":2.0,\"fair_american\":100.0")
        .contains("\"top_bookmaker\":\"betmgm\",\"top_price\":2.1")
        .contains("\"hold\":0.03846153846153") // 1 - 1/1.04
        .contains("\"ev_by_method\":{\"multiplicative\":")
        .doesNotContain("arbitrage", "middles");
  }

  @Test
  void entryHoldsWhatJoinsLines() {
    VersionedLine line = at(3, joined(TOTALS, "e1", 5.5, 2.1));
    sink().write(batch(Span.NEVER, 4, line));

    assertThat(redis.get(keys.line(TOTALS, line.line().id())))
        .contains(
            "\"arbitrage\":{\"profit\":0.02,\"suspect\":false,"
                + "\"valid_until\":\"2026-11-01T12:10:00Z\",\"legs\":[{\"outcome\":\"Over\"")
        .contains(
            "\"middles\":[{\"other_line_id\":\"e1|totals||7.5|\",\"above\":5.5,\"below\":7.5,"
                + "\"cost\":0.03,\"profit_if_hit\":0.94,\"hit_probability\":0.125,");
  }

  @Test
  void lineExpiresWhenItIsNoLongerValidAndItsMarkerIsKept() {
    Instant now = Instant.now();
    VersionedLine line = at(3, open(TOTALS, "e1", 5.5, 2.1, NOW, now.plus(Duration.ofMinutes(5))));
    live(now).write(batch(Span.NEVER, 4, line));

    long lives = redis.pttl(keys.line(TOTALS, line.line().id()));
    long markerLives = redis.pttl(keys.version(TOTALS, line.line().id()));
    assertThat(lives).isBetween(240_000L, 300_000L);
    assertThat(markerLives - lives).isBetween(86_000_000L, 86_401_000L);
    assertThat(new CachedLines(redis, keys, stoppedAt(now.plus(Duration.ofMinutes(4)))).count())
        .isEqualTo(Map.of(TOTALS, 1L));
    assertThat(new CachedLines(redis, keys, stoppedAt(now.plus(Duration.ofMinutes(6)))).count())
        .isEmpty();
  }

  @Test
  void lineThatIsNoLongerValidIsNotShownAndDeletesItsOlderVersion() {
    Instant now = Instant.now();
    LineSink live = live(now);
    live.write(batch(Span.NEVER, 1, at(0, open(TOTALS, "e1", 5.5, 2.1, NOW, now.plusSeconds(60)))));
    live.write(batch(1, 2, at(1, open(TOTALS, "e1", 5.5, 2.2, NOW, now.minusSeconds(60)))));
    live.write(batch(2, 2, at(0, open(TOTALS, "e1", 5.5, 2.1, NOW, now.plusSeconds(60)))));

    assertThat(cached.count()).isEmpty();
  }

  @Test
  void linesOfAReplayAreKeptForAWhileThoughTheyWereValidLongAgo() {
    VersionedLine line =
        at(0, open(TOTALS, "e1", 5.5, 2.1, NOW, Instant.parse("2023-01-01T00:00:00Z")));
    sink().write(batch(Span.NEVER, 1, line));

    assertThat(redis.pttl(keys.line(TOTALS, line.line().id()))).isBetween(3_500_000L, 3_600_000L);
    assertThat(cached.count()).isEqualTo(Map.of(TOTALS, 1L));
  }

  @Test
  void betTypeThatIsOffIsDeletedWithoutTheOthersAndWithoutAScanOfEveryKey() {
    LineSink sink = sink();
    fill(sink);
    assertThat(cached.count()).isEqualTo(Map.of(TOTALS, 40L, POINTS, 40L));
    sink.refresh();
    assertThat(cached.count(POINTS)).isEqualTo(40);

    enable(POINTS, false);
    sink.refresh();

    assertThat(content()).doesNotContain("player_points");
    assertThat(cached.count()).isEqualTo(Map.of(TOTALS, 40L));
    // Lines that are published afterwards come back, lines that were published before do not.
    enable(POINTS, true);
    sink.write(batch(80, 80, at(0, open(POINTS, "e1", 20.5, 2.1))));
    assertThat(cached.count(POINTS)).isZero();
    sink.write(batch(80, 81, at(80, open(POINTS, "e1", 20.5, 2.1))));
    sink.refresh();
    assertThat(cached.count(POINTS)).isEqualTo(1);
  }

  @Test
  void sinkThatStartsAfterTheDisablingDeletesWhatWasLeft() {
    fill(sink());
    enable(POINTS, false);

    another().refresh();

    assertThat(cached.count()).isEqualTo(Map.of(TOTALS, 40L));
  }

  @Test
  void nameThatIsNotABetTypeStopsNothing() {
    redis.sadd(keys.betTypes(), "PlayerPoints", "unknown", "");
    LineSink sink = sink();
    fill(sink);
    enable(POINTS, false);

    sink.refresh();
    sink.maintain();

    assertThat(cached.count()).containsOnlyKeys(TOTALS);
  }

  @Test
  void sinkThatMissedTheDisablingIsRefused() {
    FlagsInHand stale = new FlagsInHand(TOTALS, POINTS);
    LineSink zombie = new RedisSink(redis, keys, AN_HOUR, stale, Clock.systemUTC());
    LineSink sink = sink();
    fill(sink);
    enable(POINTS, false);
    sink.refresh();

    // It has not read the change from the database: the gate makes it ask, and it cannot.
    stale.away(true);
    assertThatThrownBy(() -> zombie.write(batch(80, 81, at(80, open(POINTS, "e1", 20.5, 2.1)))))
        .isInstanceOfSatisfying(
            SinkException.class, e -> assertThat(e.kind()).isEqualTo(SinkException.Kind.AWAY));
    assertThat(cached.count(POINTS)).isZero();

    stale.away(false);
    stale.commit(POINTS, false);
    assertThat(zombie.write(batch(80, 81, at(80, open(POINTS, "e1", 20.5, 2.1))))).isZero();
    assertThat(cached.count(POINTS)).isZero();
  }

  @Test
  void sinkThatMissedTheEnablingStoresWhatFollowsFromIt() {
    LineSink sink = sink();
    enable(POINTS, false);
    sink.refresh();
    flags.commit(POINTS, true);

    assertThat(sink.write(batch(Span.NEVER, 1, at(0, open(POINTS, "e1", 20.5, 2.1))))).isEqualTo(1);
    // With its old flags it must not delete what is newer.
    sink.refresh();
    another().refresh();
    assertThat(cached.count(POINTS)).isEqualTo(1);
  }

  @Test
  void gateIsNotShutForAnOlderCatalogueThanLinesWereWrittenAt() {
    LineSink sink = sink();
    enable(POINTS, false); // version 2
    sink.refresh();
    enable(POINTS, true); // version 3
    sink.write(batch(Span.NEVER, 1, at(0, open(POINTS, "e1", 20.5, 2.1))));

    CacheGate gate = new CacheGate(redis, keys);
    assertThat(gate.shut(POINTS, 2)).isEqualTo(-3);
    assertThat(cached.count(POINTS)).isEqualTo(1);
    assertThat(gate.shut(POINTS, 4)).isEqualTo(1);
    assertThat(cached.count(POINTS)).isZero();
  }

  @Test
  void databaseThatIsAwayStopsOnlyLinesOfBetTypesThatMayBeOff() {
    LineSink sink = sink();
    fill(sink);
    enable(POINTS, false);
    flags.away(true);

    sink.refresh();
    assertThat(sink.write(batch(80, 81, at(80, open(TOTALS, "e1", 5.5, 2.2))))).isEqualTo(1);
    assertThatThrownBy(() -> sink.write(batch(81, 82, at(81, open(POINTS, "e1", 20.5, 2.2)))))
        .isInstanceOfSatisfying(
            SinkException.class, e -> assertThat(e.kind()).isEqualTo(SinkException.Kind.AWAY));
    assertThat(sink.positions(TOPIC)).isEqualTo(Map.of(0, 81L));
  }

  @Test
  void recreatedCatalogueIsFollowedThoughItsVersionsAreSmaller() {
    LineSink sink = sink();
    enable(POINTS, false);
    enable(POINTS, true);
    fill(sink);
    enable(POINTS, false);
    sink.refresh();

    flags.begin(TOTALS, POINTS);
    assertThat(sink.write(batch(80, 81, at(80, open(POINTS, "e1", 20.5, 2.2))))).isEqualTo(1);
    enable(POINTS, false);
    enable(POINTS, true);
    sink.write(batch(81, 82, at(81, open(POINTS, "e1", 20.5, 2.3))));
    flags.begin(TOTALS);
    another().refresh();
    assertThat(cached.count(POINTS)).isZero();
  }

  @Test
  void rebuildDeletesEverythingAndSendsARunningSinkToTheBeginning() {
    LineSink sink = sink();
    sink.write(batch(Span.NEVER, 1, at(0, open(TOTALS, "e1", 5.5, 2.1))));

    cached.clearEverything();

    assertThat(cached.count()).isEmpty();
    assertThat(sink.positions(TOPIC)).isEmpty();
    assertThatThrownBy(() -> sink.write(batch(1, 2, at(1, open(TOTALS, "e2", 5.5, 2.2)))))
        .isInstanceOfSatisfying(
            SinkException.class, e -> assertThat(e.kind()).isEqualTo(SinkException.Kind.MOVED));
    sink.write(batch(Span.NEVER, 1, at(0, open(TOTALS, "e1", 5.5, 2.1))));
    assertThat(cached.count(TOTALS)).isEqualTo(2);
  }

  @Test
  void evictedEntryComesBackWithTheSameVersion() {
    LineSink sink = sink();
    VersionedLine line = at(0, open(TOTALS, "e1", 5.5, 2.1));
    sink.write(batch(Span.NEVER, 1, line));
    redis.del(keys.line(TOTALS, line.line().id()));

    assertThat(sink.write(batch(1, 1, line))).isZero();
    assertThat(redis.exists(keys.line(TOTALS, line.line().id()))).isTrue();
  }

  @Test
  void serverThatIsAwayIsWaitedFor() {
    LineSink sink = sink();
    sink.write(batch(Span.NEVER, 1, at(0, open(TOTALS, "e1", 5.5, 2.1))));
    server.stop();
    try {
      assertThatThrownBy(() -> sink.write(batch(1, 2, at(1, open(TOTALS, "e1", 5.5, 2.2)))))
          .isInstanceOfSatisfying(
              SinkException.class, e -> assertThat(e.kind()).isEqualTo(SinkException.Kind.AWAY));
    } finally {
      server.start();
    }
    await().ignoreExceptions().until(() -> sink.positions(TOPIC) != null);
    // The test's server keeps everything or nothing: the sink can go on from both.
    long at = sink.positions(TOPIC).getOrDefault(0, Span.NEVER);
    assertThat(sink.write(batch(at, 2, at(1, open(TOTALS, "e1", 5.5, 2.2))))).isEqualTo(1);
  }

  @Test
  void serverThatLostTheScriptReceivesItAgain() {
    LineSink sink = sink();
    sink.write(batch(Span.NEVER, 1, at(0, open(TOTALS, "e1", 5.5, 2.1))));
    redis.scriptFlush();

    assertThat(sink.write(batch(1, 2, at(1, open(TOTALS, "e1", 5.5, 2.2))))).isEqualTo(1);
  }

  /** Writes 40 lines of each of two bet types. */
  private static void fill(LineSink sink) {
    for (int i = 0; i < 40; i++) {
      sink.write(
          batch(
              i == 0 ? Span.NEVER : 2L * i,
              2L * i + 2,
              at(2L * i, open(POINTS, "e" + i, 20.5, 2.1)),
              at(2L * i + 1, open(TOTALS, "e" + i, 5.5, 2.1))));
    }
  }

  private LineSink live(Instant now) {
    return new RedisSink(redis, keys, CacheExpiry.live(), flags, stoppedAt(now));
  }

  private static Clock stoppedAt(Instant now) {
    return Clock.fixed(now, ZoneOffset.UTC);
  }
}
