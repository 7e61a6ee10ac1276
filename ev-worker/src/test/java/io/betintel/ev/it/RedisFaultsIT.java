package io.betintel.ev.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.betintel.ev.cache.CacheKeys;
import io.betintel.ev.cache.CachedLines;
import io.betintel.ev.harness.AuditRun;
import io.betintel.ev.harness.Installation;
import io.betintel.ev.harness.Pace;
import io.betintel.ev.harness.UnderTraffic;
import io.betintel.ev.harness.WorkerProcess;
import io.betintel.ev.odds.BetType;
import io.betintel.localstack.LocalStack;
import io.betintel.localstack.LocalStackExtension;
import io.betintel.localstack.RedisServer;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Locale;
import java.util.Random;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import redis.clients.jedis.RedisClient;

/**
 * Redis goes away, is full, or loses some or all of what it had, while events flow: pricing and
 * PostgreSQL go on meanwhile, and the cache is what the lines are once Redis is well again.
 */
@ExtendWith(LocalStackExtension.class)
final class RedisFaultsIT {
  private static final int AWAY_SECONDS = 20;
  private static final int KILLS = 5;

  /** How long Redis lives on after what is restored later was saved. */
  private static final int LATER_SECONDS = 10;

  /** The audit's exit code where something differs. */
  private static final int DIFFERENCES = 3;

  private static final String SWITCHED = "player_points";
  private static final Duration PATIENCE = Duration.ofSeconds(90);

  /** Of an installation with some hundred lines: most of what it has. */
  private static final long EVICTED_BYTES = 200_000;

  /** One sample of what follows. */
  @Test
  void killedAndFlushedItIsFilledAgain(LocalStack stack) throws Exception {
    long seed = 20261129;
    try (Broken broken = new Broken(stack, seed)) {
      stack.redis().kill();
      Thread.sleep(new Random(seed).nextInt(1_000)); // how long it is away is a part of the fault
      stack.redis().start();
      broken.all.moves("killed");
      broken.flush();
      broken.workedOff("Redis killed, then flushed");
    }
  }

  @Test
  @Tag("full")
  void stopped(LocalStack stack) throws Exception {
    try (Broken broken = new Broken(stack, 1)) {
      stack.redis().stop();
      broken.saysThatItIsAway();
      broken.lasts(AWAY_SECONDS, broken::isSaidToBeAway);
      stack.redis().start();
      broken.workedOff("Redis stopped for 20 s");
    }
  }

  @Test
  @Tag("full")
  void killedAgainAndAgain(LocalStack stack) throws Exception {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    try (Broken broken = new Broken(stack, seed)) {
      for (int kill = 1; kill <= KILLS; kill++) {
        Thread.sleep(random.nextInt(3_000)); // under load between two kills
        stack.redis().kill();
        Thread.sleep(random.nextInt(3_000)); // how long it is away is a part of the fault
        stack.redis().start();
        broken.all.moves("kill " + kill);
      }
      broken.workedOff("Redis killed 5 times");
    }
  }

  /** The second time when what was flushed is being written again. */
  @Test
  @Tag("full")
  void flushed(LocalStack stack) throws Exception {
    try (Broken broken = new Broken(stack, 2)) {
      broken.flush();
      broken.all.moves("flushed once");
      broken.flushWhileItIsFilled();
      broken.workedOff("Redis flushed, and again while it is filled");
    }
  }

  @Test
  @Tag("full")
  void outOfMemory(LocalStack stack) throws Exception {
    try (Broken broken = new Broken(stack, 3)) {
      broken.configure("maxmemory-policy", "noeviction");
      broken.configure("maxmemory", "1");
      broken.saysThatItIsAway();
      broken.lasts(AWAY_SECONDS, broken::isSaidToBeAway);
      broken.configure("maxmemory", "0");
      broken.workedOff("Redis out of memory for 20 s");
    }
  }

  @Test
  @Tag("full")
  void replacedByAnEmptyOne(LocalStack stack, @TempDir Path nothing) throws Exception {
    try (Broken broken = new Broken(stack, 4)) {
      stack.redis().stop();
      broken.saysThatItIsAway();
      stack.redis().restoreData(nothing);
      broken.startsUnseen(() -> assertThat(broken.ask(RedisClient::dbSize)).isZero());
      broken.workedOff("Redis replaced by an empty one");
    }
  }

  /**
   * @param switchedOff whether a bet type is switched off after what is restored was saved
   */
  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  @Tag("full")
  void restoredToAnOlderState(boolean switchedOff, LocalStack stack, @TempDir Path saved)
      throws Exception {
    RedisServer redis = stack.redis();
    try (Broken broken = new Broken(stack, switchedOff ? 5 : 6)) {
      await(SWITCHED).atMost(PATIENCE).until(() -> broken.cached(SWITCHED) > 0);
      redis.stop();
      redis.saveData(saved.resolve("data"));
      redis.start();
      broken.all.moves("saved");
      if (switchedOff) {
        broken.all.installation().run("bet-types", "disable", SWITCHED, "--wait").done();
        await(SWITCHED + " is off").atMost(PATIENCE).until(() -> broken.cached(SWITCHED) == 0);
      }
      Thread.sleep(LATER_SECONDS * 1_000L); // how much older it is, is a part of the fault
      broken.all.moves("later");

      redis.stop();
      broken.saysThatItIsAway();
      redis.restoreData(saved.resolve("data"));
      broken.startsUnseen(() -> assertThat(broken.cached(SWITCHED)).isPositive());
      if (switchedOff) {
        await(SWITCHED + " is off").atMost(PATIENCE).until(() -> broken.cached(SWITCHED) == 0);
      }
      broken.workedOff(
          "Redis restored to an older state" + (switchedOff ? ", a bet type is off since" : ""));
      assertThat(broken.cached(SWITCHED) == 0).isEqualTo(switchedOff);
    }
  }

  /** Which it must not be set up to do: what it loses comes back, at most 30 s later. */
  @Test
  @Tag("full")
  void evicting(LocalStack stack) throws Exception {
    try (Broken broken = new Broken(stack, 7)) {
      WorkerProcess worker = broken.all.worker();
      broken.ask(RedisClient::flushAll); // what earlier tests have left would be evicted too
      broken.all.moves("flushed");
      broken.awaitWhole("filled");
      broken.configure("maxmemory-policy", "allkeys-lru");
      long used = broken.info("memory", "used_memory");
      broken.configure("maxmemory", Long.toString(used - EVICTED_BYTES));
      broken.all.says("it evicts", () -> worker.metric("ev_cache_evicts") == 1);
      broken.lasts(AWAY_SECONDS, () -> worker.metric("ev_cache_evicts") == 1);
      assertThat(broken.info("stats", "evicted_keys")).isPositive();
      assertThat(AuditRun.of(broken.all.installation()).exitCode())
          .as("lines are missing")
          .isEqualTo(DIFFERENCES);
      broken.configure("maxmemory", "0");
      broken.configure("maxmemory-policy", "noeviction");
      broken.awaitWhole("filled by itself");
      assertThat(worker.metric("ev_cache_restored_total")).isPositive();
      broken.workedOff("Redis evicted lines for 20 s");
    }
  }

  /** A worker under traffic whose Redis breaks. */
  private static final class Broken implements AutoCloseable {
    private final LocalStack stack;
    private final UnderTraffic all;

    Broken(LocalStack stack, long seed) throws Exception {
      this.stack = stack;
      this.all = UnderTraffic.begin(Installation.of(stack), seed);
    }

    <T> T ask(Function<RedisClient, T> question) {
      try (RedisClient redis = all.installation().redis()) {
        return question.apply(redis);
      }
    }

    void configure(String key, String value) {
      ask(redis -> redis.configSet(key, value));
    }

    long info(String section, String field) {
      return ask(redis -> redis.info(section))
          .lines()
          .filter(line -> line.startsWith(field + ":"))
          .mapToLong(line -> Long.parseLong(line.substring(field.length() + 1).strip()))
          .sum();
    }

    long cached(String betType) {
      return ask(
          redis ->
              new CachedLines(redis, CacheKeys.standard(), Clock.systemUTC())
                  .count(new BetType(betType)));
    }

    /** Starts Redis, and looks at what it has before the worker can change it. */
    void startsUnseen(Runnable look) {
      all.worker().pause();
      try {
        stack.redis().start();
        look.run();
      } finally {
        all.worker().resume();
      }
    }

    /** Returns once nothing differs, which the worker sees to by itself. */
    void awaitWhole(String when) {
      long began = System.nanoTime();
      await(when).atMost(PATIENCE).until(() -> AuditRun.of(all.installation()).exitCode() == 0);
      System.out.printf(Locale.ROOT, "%s: after %.1f s%n", when, (System.nanoTime() - began) / 1e9);
    }

    boolean isSaidToBeAway() {
      return all.worker().readiness().contains("redis WAITING ") && all.lagIsUnknown("redis");
    }

    void saysThatItIsAway() {
      all.says("Redis is said to be away", this::isSaidToBeAway);
    }

    /** Pricing and the other sink go on, and what must be true all the time is. */
    void lasts(int seconds, BooleanSupplier isSaid) throws InterruptedException {
      WorkerProcess worker = all.worker();
      long end = System.nanoTime() + seconds * 1_000_000_000L;
      Pace then = Pace.of(worker);
      while (System.nanoTime() < end) {
        assertThat(worker.status("/health/live")).isEqualTo(200);
        assertThat(isSaid.getAsBoolean()).as(worker.readiness()).isTrue();
        Thread.sleep(500); // what must be true all the time is looked at again and again
      }
      Pace now = Pace.of(worker);
      assertThat(now.consumed()).as("priced").isGreaterThan(then.consumed());
      assertThat(now.stored()).as("stored").isGreaterThan(then.stored());
    }

    private double moved() {
      return all.worker().metric("ev_sink_failures_total", "sink=\"redis\"", "kind=\"moved\"");
    }

    /** Returns once the worker knows of it. */
    void flush() {
      double before = moved();
      ask(RedisClient::flushAll);
      all.says("Redis is said to have lost its data", () -> moved() > before);
    }

    /** Between the lines of a batch and its positions. */
    void flushWhileItIsFilled() {
      ask(RedisClient::flushAll);
      try (RedisClient redis = all.installation().redis()) {
        await("lines without positions")
            .atMost(PATIENCE)
            .pollDelay(Duration.ZERO)
            .pollInterval(Duration.ofMillis(1))
            .until(
                () -> {
                  boolean between =
                      redis.dbSize() > 0 && !redis.exists(CacheKeys.standard().positions());
                  redis.flushAll();
                  return between;
                });
      }
    }

    /** The cache is whole, and it was no reason to set a line aside. */
    void workedOff(String fault) throws Exception {
      all.workedOff(fault);
      assertThat(all.installation().contents().read(all.installation().topics().deadLetters()))
          .isEmpty();
    }

    @Override
    public void close() {
      stack.redis().start();
      try {
        configure("maxmemory", "0");
        configure("maxmemory-policy", "noeviction");
      } finally {
        all.close();
      }
    }
  }
}
