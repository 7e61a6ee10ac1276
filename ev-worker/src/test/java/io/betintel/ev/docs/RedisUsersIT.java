package io.betintel.ev.docs;

import static io.betintel.ev.sink.PricedLines.NOW;
import static io.betintel.ev.sink.PricedLines.POINTS;
import static io.betintel.ev.sink.PricedLines.TOTALS;
import static io.betintel.ev.sink.PricedLines.open;
import static io.betintel.ev.sink.PricedLines.withdrawn;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.betintel.ev.cache.CacheGate;
import io.betintel.ev.cache.CacheKeys;
import io.betintel.ev.cache.CachedLineReader;
import io.betintel.ev.cache.CachedLines;
import io.betintel.ev.cache.LineChanges;
import io.betintel.ev.cache.ReceivedChanges;
import io.betintel.ev.cache.RedisConfig;
import io.betintel.ev.odds.BetType;
import io.betintel.ev.ops.Settings;
import io.betintel.ev.priced.PricedLine;
import io.betintel.ev.sink.redis.CacheFeed;
import io.betintel.localstack.LocalStack;
import io.betintel.localstack.LocalStackExtension;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import redis.clients.jedis.CommandArguments;
import redis.clients.jedis.Protocol.Command;
import redis.clients.jedis.RedisClient;
import redis.clients.jedis.exceptions.JedisAccessControlException;

/** The Redis users of {@code docs/redis.md} can do what they are for, and nothing else. */
@ExtendWith(LocalStackExtension.class)
final class RedisUsersIT {
  private static final Path PAGE = Path.of("../docs/redis.md");
  private static final String WORKER = "bets-worker";
  private static final String READER = "bets-reader";

  /** What every client sends, or these tests themselves. */
  private static final Set<String> ANYBODYS =
      Set.of("hello", "auth", "client", "acl", "config", "info");

  private final LocalStack stack;
  private final RedisClient admin;
  private final CacheKeys keys = CacheKeys.standard();
  private final Clock clock = Clock.systemUTC();
  private final ReceivedChanges listener = new ReceivedChanges();
  private final List<String> heard = listener.received();

  RedisUsersIT(LocalStack stack) {
    this.stack = stack;
    admin = client(Map.of());
  }

  @BeforeEach
  void create() throws IOException {
    new CachedLines(admin, keys, clock).clearEverything();
    setUser(WORKER);
    setUser(READER);
    command(Command.CONFIG, "RESETSTAT");
  }

  @AfterEach
  void remove() {
    command(Command.ACL, "DELUSER", WORKER, READER);
    admin.close();
  }

  @Test
  void workerWritesServesCountsAndClearsWithTheCommandsOfItsLine() throws IOException {
    try (RedisClient redis = as(WORKER)) {
      LineChanges changes = listening(redis);
      CacheFeed feed = new CacheFeed(redis, keys, clock);
      feed.write(line(TOTALS, 2.1), line(POINTS, 2.1));
      feed.write(withdrawn(TOTALS, "e1", 5.5));
      assertThat(new CachedLineReader(redis, keys, clock).lines(POINTS)).hasSize(1);
      CachedLines cached = new CachedLines(redis, keys, clock);
      assertThat(cached.count()).isEqualTo(Map.of(POINTS, 1L));
      cached.prune();
      feed.enable(POINTS, false);
      new CacheGate(redis, keys).forget(POINTS);
      assertThat(cached.count()).isEmpty();
      assertThat(cached.clearEverything()).isPositive();
      redis.ping(); // as the pool does of a connection that was idle
      redis.pttl("ev:v1:none"); // as the audit does
      feed.looksForLosses();

      await()
          .untilAsserted(
              () ->
                  assertThat(heard)
                      .contains("totals e1|totals||5.5|", "cleared player_points", "cleared all"));
      changes.close();
    }
    assertThat(used()).isEqualTo(granted(WORKER));
  }

  @Test
  void readerReadsAndHearsWithTheCommandsOfItsLine() throws IOException {
    CacheFeed feed = new CacheFeed(admin, keys, clock);
    feed.write(line(TOTALS, 2.1));
    command(Command.CONFIG, "RESETSTAT");
    Set<String> used;
    try (RedisClient redis = as(READER)) {
      LineChanges changes = listening(redis);
      assertThat(new CachedLineReader(redis, keys, clock).lines(TOTALS)).hasSize(1);
      redis.ping();
      changes.probe();
      used = used();
      feed.write(line(TOTALS, 2.2));
      new CachedLines(admin, keys, clock).clearEverything();

      await()
          .untilAsserted(() -> assertThat(heard).contains("totals e1|totals||5.5|", "cleared all"));
      changes.close();
    }
    assertThat(used).isEqualTo(granted(READER));
  }

  @Test
  void theyCanDoNothingElse() {
    try (RedisClient worker = as(WORKER);
        RedisClient reader = as(READER)) {
      refused(() -> worker.get("others:key"));
      refused(() -> worker.flushAll());
      refused(() -> worker.publish("others", "message"));
      refused(() -> reader.mget("others:key"));
      refused(() -> reader.set("ev:v1:bet-types", "none"));
      refused(() -> reader.publish("ev:v1:cleared", "*"));
    }
  }

  @Test
  void patternThatCoversTheChannelsDoesNotLetThemBeSubscribed() {
    command(Command.ACL, "SETUSER", READER, "resetchannels", "&ev:v1:*");
    try (RedisClient redis = as(READER)) {
      LineChanges changes = new LineChanges(redis, keys);
      changes.tell(listener);
      changes.start();

      await().until(() -> !heard.isEmpty());
      assertThat(heard.get(0)).startsWith("lost NOPERM");
      changes.close();
    }
  }

  @Test
  void workerWithoutTheChannelsFillsTheCache() {
    command(Command.ACL, "SETUSER", WORKER, "resetchannels");
    try (RedisClient redis = as(WORKER)) {
      new CacheFeed(redis, keys, clock).write(line(TOTALS, 2.1));

      assertThat(new CachedLines(redis, keys, clock).count()).isEqualTo(Map.of(TOTALS, 1L));
      assertThat(new CachedLines(redis, keys, clock).clearEverything()).isPositive();
    }
  }

  private void command(Command command, String... arguments) {
    admin.executeCommand(new CommandArguments(command).addObjects((Object[]) arguments));
  }

  private static void refused(Runnable command) {
    assertThatThrownBy(command::run).isInstanceOf(JedisAccessControlException.class);
  }

  private LineChanges listening(RedisClient redis) {
    LineChanges changes = new LineChanges(redis, keys);
    changes.tell(listener);
    changes.start();
    await().until(() -> heard.contains("listening"));
    return changes;
  }

  private PricedLine line(BetType betType, double price) {
    return open(betType, "e1", 5.5, price, NOW, Instant.now().plus(Duration.ofMinutes(20)));
  }

  private void setUser(String user) throws IOException {
    command(Command.ACL, rule(user).substring("ACL ".length()).split(" "));
  }

  private static String rule(String user) throws IOException {
    return Files.readAllLines(PAGE).stream()
        .filter(line -> line.startsWith("ACL SETUSER " + user + " "))
        .findFirst()
        .orElseThrow();
  }

  private static Set<String> granted(String user) throws IOException {
    Set<String> granted = new TreeSet<>();
    for (String word : rule(user).split(" ", -1)) {
      if (word.startsWith("+")) {
        granted.add(word.substring(1).split("\\|", -1)[0]);
      }
    }
    granted.removeAll(ANYBODYS);
    return granted;
  }

  /** The commands that were called since the figures were reset, by scripts too. */
  private Set<String> used() {
    return admin
        .info("commandstats")
        .lines()
        .filter(line -> line.startsWith("cmdstat_"))
        .map(line -> line.substring("cmdstat_".length()).split("[:|]", -1)[0])
        .filter(command -> !ANYBODYS.contains(command))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private RedisClient as(String user) {
    String password = user.equals(WORKER) ? "WORKER-PASSWORD" : "READER-PASSWORD";
    return client(Map.of("EV_REDIS_USER", user, "EV_REDIS_PASSWORD", password));
  }

  private RedisClient client(Map<String, String> credentials) {
    Map<String, String> environment = new HashMap<>(credentials);
    environment.put("EV_REDIS_URL", stack.redis().url());
    return RedisConfig.from(new Settings(environment)).client();
  }
}
