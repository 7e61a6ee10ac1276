package io.betintel.ev.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.betintel.ev.api.NewKey;
import io.betintel.ev.bettype.Role;
import io.betintel.ev.cache.CacheKeys;
import io.betintel.ev.cache.CachedLines;
import io.betintel.ev.harness.Installation;
import io.betintel.ev.harness.Producers;
import io.betintel.ev.harness.StoredOdds;
import io.betintel.ev.harness.WorkerProcess;
import io.betintel.ev.odds.BetType;
import io.betintel.ev.odds.MarketSnapshot;
import io.betintel.localstack.LocalStack;
import io.betintel.localstack.LocalStackExtension;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import redis.clients.jedis.CommandArguments;
import redis.clients.jedis.Protocol.Command;
import redis.clients.jedis.RedisClient;
import redis.clients.jedis.util.SafeEncoder;

/**
 * The packaged worker and its commands as the Redis user of {@code docs/redis.md}, live and in a
 * replay with a database of its own on the same server: Redis refuses nothing of what they do.
 */
@ExtendWith(LocalStackExtension.class)
@Tag("full")
final class RedisUserWorkerIT {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final String USER = "bets-worker";
  private static final BetType POINTS = new BetType("player_points");

  private final LocalStack stack;
  private final RedisClient admin;

  RedisUserWorkerIT(LocalStack stack) {
    this.stack = stack;
    this.admin = RedisClient.create(stack.redis().url());
  }

  /** The page: where the URL names a database, select is added. */
  @BeforeEach
  void create() throws Exception {
    String rule = rule() + " +select";
    admin(rule.substring("ACL ".length()).split(" ", -1));
    admin("LOG", "RESET");
  }

  @AfterEach
  void remove() {
    admin("DELUSER", USER);
    admin.close();
  }

  @Test
  void nothingIsRefusedLiveAndInAReplay(@TempDir Path directory) throws Exception {
    NewKey key = NewKey.of("admin", Role.ADMIN);
    Path keys = Files.writeString(directory.resolve("keys"), key.line() + "\n");
    try (Installation live = Installation.live(stack);
        Installation replay = Installation.of(stack);
        RedisClient liveCache = live.redis();
        RedisClient replayCache = replay.redis()) {
      for (Installation each : List.of(live, replay)) {
        each.with("EV_REDIS_USER", USER)
            .with("EV_REDIS_PASSWORD", "WORKER-PASSWORD")
            .with("EV_API_KEYS", keys.toString());
        each.execute("UPDATE bet_types SET enabled = true WHERE name = 'player_points'");
      }
      WorkerProcess worker = live.startOnly("stream,sinks,api").awaitReady();
      WorkerProcess replaying = replay.startOnly("stream,sinks,api").awaitReady();
      try (StoredOdds odds = new StoredOdds(live)) {
        List<MarketSnapshot> quotes = TwoMatches.of(odds, "soccer_epl");
        new Producers(live).send(Producers.Choice.HOME, quotes);
        new Producers(replay).send(Producers.Choice.HOME, quotes);
      }
      awaitCached(liveCache);
      awaitCached(replayCache);
      Map<BetType, Long> before = cached(liveCache).count();

      replay.run("sink", "rebuild", "redis").done();
      awaitCached(replayCache);
      assertThat(cached(liveCache).count()).as("the live cache").isEqualTo(before);
      live.run("sink", "rebuild", "redis").done();
      awaitCached(liveCache);
      for (Installation each : List.of(live, replay)) {
        each.run("bet-types", "disable", "player_points", "--wait").done();
        assertThat(cached(each == live ? liveCache : replayCache).count())
            .doesNotContainKey(POINTS);
        each.run("bet-types", "enable", "player_points", "--wait").done();
        each.run("bet-types", "list").done();
        each.run("status").done();
      }
      awaitCached(liveCache);
      awaitCached(replayCache);
      assertThat(Stream.of(worker, replaying)).allMatch(WorkerProcess::ready);
      assertThat(worker.log() + replaying.log()).doesNotContain("NOPERM", "NOAUTH");
    }
    // What Redis refused since the reset, with the command and the user.
    assertThat((List<?>) SafeEncoder.encodeObject(admin("LOG"))).isEmpty();
  }

  /** The page's own line. */
  private static String rule() throws IOException {
    return Files.readAllLines(Path.of("../docs/redis.md")).stream()
        .filter(line -> line.startsWith("ACL SETUSER " + USER + " "))
        .findFirst()
        .orElseThrow();
  }

  /** Two moneylines, a spread, two totals and one of points: see TwoMatches. */
  private static void awaitCached(RedisClient redis) {
    await()
        .atMost(PATIENCE)
        .until(() -> cached(redis).count().values().stream().mapToLong(each -> each).sum() == 6);
  }

  private static CachedLines cached(RedisClient redis) {
    return new CachedLines(redis, CacheKeys.standard(), Clock.systemUTC());
  }

  private Object admin(String... arguments) {
    return admin.executeCommand(new CommandArguments(Command.ACL).addObjects((Object[]) arguments));
  }
}
