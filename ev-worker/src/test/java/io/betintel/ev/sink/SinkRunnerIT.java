package io.betintel.ev.sink;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.betintel.ev.cache.CacheKeys;
import io.betintel.ev.cache.CachedLines;
import io.betintel.ev.cache.RedisConfig;
import io.betintel.ev.catalogue.FlagsInHand;
import io.betintel.ev.codec.EvHeaders;
import io.betintel.ev.consume.Progress;
import io.betintel.ev.ops.Check;
import io.betintel.ev.ops.KafkaConfig;
import io.betintel.ev.ops.Settings;
import io.betintel.ev.parking.TopicReader;
import io.betintel.ev.sink.postgres.MigratedDatabase;
import io.betintel.ev.sink.postgres.PostgresRebuild;
import io.betintel.ev.sink.postgres.PostgresSink;
import io.betintel.ev.sink.redis.CacheExpiry;
import io.betintel.ev.sink.redis.RedisSink;
import io.betintel.localstack.LocalStack;
import io.betintel.localstack.LocalStackExtension;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewPartitions;
import org.apache.kafka.clients.admin.NewTopic;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import redis.clients.jedis.RedisClient;

@ExtendWith(LocalStackExtension.class)
final class SinkRunnerIT {
  private static final Duration PATIENCE = Duration.ofSeconds(40);
  private static final AtomicInteger COUNT = new AtomicInteger();

  private final LocalStack stack;
  private final KafkaConfig kafka;
  private final MigratedDatabase database;
  private final String topic = "sink-runner-" + COUNT.incrementAndGet() + ".ev.lines";
  private final String deadLetters = topic + ".dead-letter";
  private final MeterRegistry registry = new SimpleMeterRegistry();
  private final List<SinkRunner> runners = new ArrayList<>();
  private Admin admin;
  private CommittedLines producer;

  SinkRunnerIT(LocalStack stack) {
    this.stack = stack;
    kafka =
        new KafkaConfig(stack.kafka().bootstrapServers(), Map.of("metadata.max.age.ms", "1000"));
    database = new MigratedDatabase(stack.postgres());
  }

  @BeforeEach
  void open() throws Exception {
    admin = Admin.create(kafka.clientProperties());
    createTopic();
    producer = new CommittedLines(kafka, topic);
  }

  @AfterEach
  void close() {
    runners.forEach(SinkRunner::close);
    producer.close();
    admin.close();
    database.close();
  }

  @Test
  void committedLinesAreStoredAndCounted() {
    producer.publish("totals,e1,2.1", "totals,e2,2.2", "totals,e1,2.3");
    producer.abort("totals,e3,9.9");
    producer.publish("totals,e4,2.4");
    SinkRunner runner = start();

    awaitBets("e1 2.3\ne2 2.2\ne4 2.4");
    await().until(() -> gauge("ev.sink.lag.records") == 0);
    await().until(() -> runner.check().status() == Check.Status.UP);
    // Read = written + unchanged + reduced, however the records are cut into batches.
    assertThat(counter("ev.sink.records.read")).isEqualTo(4);
    assertThat(
            counter("ev.sink.lines.written")
                + counter("ev.sink.lines.unchanged")
                + counter("ev.sink.records.reduced"))
        .isEqualTo(4);
    assertThat(gauge("ev.sink.lag")).isZero();
  }

  @Test
  void nextRunGoesOnWhereTheLastOneStopped() {
    producer.publish("totals,e1,2.1");
    SinkRunner first = start();
    awaitBets("e1 2.1");
    first.close();
    producer.publish("totals,e2,2.2");

    SinkRunner second = start();
    awaitBets("e1 2.1\ne2 2.2");
    second.close(); // a batch is counted after it is written
    assertThat(counter("ev.sink.records.read")).isEqualTo(2);
  }

  @Test
  void threadsShareThePartitionsAndTheirLagIsOneFigure() {
    SinkRunner runner =
        runner(topic, PostgresSink.NAME, () -> new PostgresSink(database.pool()), 2);
    runner.start();
    producer.publish(lines(1, 20, "2.1"));
    awaitBets(bets(1, 20, "2.1"));
    String shared = "2 partitions, lag 0; 2 partitions, lag 0";
    await().atMost(PATIENCE).until(() -> runner.check().equals(Check.up("postgres", shared)));

    producer.publish(lines(1, 20, "2.2"));
    awaitBets(bets(1, 20, "2.2"));
    await().until(() -> gauge("ev.sink.lag.records") == 0);
    assertThat(counter("ev.sink.lines.written")).isEqualTo(40);
  }

  @Test
  @Tag("full")
  void twoWorkersShareThePartitionsAndOneTakesOverWhenTheOtherLeaves() {
    SinkRunner first = start();
    producer.publish("totals,e1,2.1", "totals,e2,2.2");
    awaitBets("e1 2.1\ne2 2.2");
    SinkRunner second = start();
    await()
        .atMost(PATIENCE)
        .until(() -> List.of(first, second).stream().allMatch(SinkRunnerIT::ownsTwo));

    first.close();
    producer.publish("totals,e1,2.3", "totals,e2,2.4", "totals,e3,2.5", "totals,e4,2.6");
    awaitBets("e1 2.3\ne2 2.4\ne3 2.5\ne4 2.6");
  }

  @Test
  void databaseThatIsAwayIsLagAndNothingMore() {
    SinkRunner runner = start();
    producer.publish("totals,e1,2.1");
    awaitBets("e1 2.1");
    stack.postgres().stop();
    try {
      producer.publish("totals,e1,2.2", "totals,e2,2.2");
      await().atMost(PATIENCE).until(() -> runner.check().status() == Check.Status.WAITING);
      assertThat(runner.check().detail()).contains("the database is away");
    } finally {
      stack.postgres().start();
    }
    awaitBets("e1 2.2\ne2 2.2");
    await().until(() -> runner.check().status() == Check.Status.UP);
  }

  @Test
  void lineThatTheDatabaseRefusesIsADeadLetterAndOneWithoutALabelIsStoredOnceItHasOne()
      throws Exception {
    database.execute("ALTER TABLE bets ADD CHECK (event_id <> 'e9')");
    database.execute(
        "INSERT INTO bet_types (name, title, shape, enabled)"
            + " VALUES ('zz_steals', 'Steals', 'over_under', true)");
    admin.createTopics(List.of(new NewTopic(deadLetters, 1, (short) 1))).all().get();
    SinkRunner runner = start();
    producer.publish(
        "totals,e1,2.1", "zz_steals,e2,2.2", "totals,e3,2.3", "totals,e9,2.9", "nonsense");
    awaitBets("e1 2.1\ne3 2.3");
    await().atMost(PATIENCE).until(() -> runner.check().status() == Check.Status.UP);
    List<String> letters = new ArrayList<>();
    try (TopicReader reader = new TopicReader(kafka, deadLetters)) {
      reader.read(
          Map.of(),
          letter ->
              letters.add(
                  EvHeaders.text(letter.headers(), EvHeaders.REASON).orElseThrow()
                      + " "
                      + new String(letter.value(), UTF_8)));
    }
    assertThat(letters)
        .containsExactlyInAnyOrder("line_refused totals,e9,2.9", "line_undecodable nonsense");

    database.execute("ALTER TYPE bet_type_enum ADD VALUE 'zz_steals'");
    awaitBets("e1 2.1\ne2 2.2\ne3 2.3");
    await().until(() -> gauge("ev.sink.lines.kept") == 0);
    // Read = written + unchanged + reduced + refused: 6 = 3 + 1 + 0 + 2, e2 being read twice.
    assertThat(counter("ev.sink.records.read")).isEqualTo(6);
    assertThat(counter("ev.sink.lines.written")).isEqualTo(3);
    assertThat(counter("ev.sink.lines.unchanged")).isEqualTo(1);
    assertThat(runner.check().status()).isEqualTo(Check.Status.UP);
  }

  @Test
  void recreatedTopicHoldsTheSinkUntilARebuild() throws Exception {
    SinkRunner runner = start();
    producer.publish("totals,e1,2.1", "totals,e2,2.2");
    awaitBets("e1 2.1\ne2 2.2");

    admin.deleteTopics(List.of(topic)).all().get();
    await().atMost(PATIENCE).until(() -> !admin.listTopics().names().get().contains(topic));
    createTopic();
    await()
        .atMost(PATIENCE)
        .until(() -> runner.check().detail().contains("ev-worker sink rebuild postgres"));
    assertThat(runner.check().status()).isEqualTo(Check.Status.WAITING);

    producer.publish("totals,e9,2.9");
    new PostgresRebuild(database.pool()).run();
    awaitBets("e9 2.9");
    await().atMost(PATIENCE).until(() -> runner.check().status() == Check.Status.UP);
  }

  /** 4 partitions become 9; half of 60 lines are quoted again. */
  @Test
  void partitionsThatAreAddedHoldBothSinksAndARebuildPutsEveryPriceRight() throws Exception {
    CacheKeys keys = new CacheKeys(topic);
    try (RedisClient redis = redis()) {
      List<SinkRunner> running = List.of(start(), startRedis(redis, keys));
      producer.publish(lines(1, 60, "2.1"));
      awaitBets(bets(1, 60, "2.1"));
      await().atMost(PATIENCE).until(() -> cached(redis, keys, "2.1") == 60);

      admin.createPartitions(Map.of(topic, NewPartitions.increaseTo(9))).all().get();
      for (SinkRunner runner : running) {
        await()
            .atMost(PATIENCE)
            .until(() -> runner.check().detail().contains("ev-worker sink rebuild"));
        assertThat(runner.check().status()).isEqualTo(Check.Status.WAITING);
        assertThat(runner.check().detail()).contains("4 partitions", "9 partitions");
      }
      producer.close(); // the next one knows all partitions
      producer = new CommittedLines(kafka, topic);
      producer.publish(lines(1, 30, "2.2"));

      new PostgresRebuild(database.pool()).run();
      new CachedLines(redis, keys, Clock.systemUTC()).clearEverything();
      awaitBets(
          Stream.concat(bets(1, 30, "2.2").lines(), bets(31, 60, "2.1").lines())
              .collect(Collectors.joining("\n")));
      await()
          .atMost(PATIENCE)
          .until(() -> cached(redis, keys, "2.2") == 30 && cached(redis, keys, "2.1") == 30);
      runners.forEach(SinkRunner::close);
    }
  }

  private static String[] lines(int from, int to, String price) {
    return IntStream.rangeClosed(from, to)
        .mapToObj(i -> "totals,e" + (100 + i) + "," + price)
        .toArray(String[]::new);
  }

  private static String bets(int from, int to, String price) {
    return IntStream.rangeClosed(from, to)
        .mapToObj(i -> "e" + (100 + i) + " " + price)
        .collect(Collectors.joining("\n"));
  }

  /** How many of the lines are cached at a price. */
  private static long cached(RedisClient redis, CacheKeys keys, String price) {
    return IntStream.rangeClosed(101, 160)
        .mapToObj(i -> PricedLines.open(PricedLines.TOTALS, "e" + i, 5.5, 2.0).id())
        .map(id -> redis.get(keys.line(PricedLines.TOTALS, id)))
        .filter(json -> json != null && json.contains("\"price\":" + price))
        .count();
  }

  @Test
  void rebuildUnderARunningSinkFillsTheTablesAgain() throws Exception {
    start();
    producer.publish("totals,e1,2.1", "totals,e2,2.2");
    awaitBets("e1 2.1\ne2 2.2");

    new PostgresRebuild(database.pool()).run();
    awaitBets("e1 2.1\ne2 2.2");
    assertThat(counter("ev.sink.records.read")).isEqualTo(4);
  }

  @Test
  void cacheThatLostItsDataIsFilledAgain() {
    CacheKeys keys = new CacheKeys(topic);
    try (RedisClient redis = redis()) {
      CachedLines cached = new CachedLines(redis, keys, Clock.systemUTC());
      SinkRunner runner = startRedis(redis, keys);
      producer.publish("totals,e1,2.1", "totals,e2,2.2");
      await().atMost(PATIENCE).until(() -> cached.count(PricedLines.TOTALS) == 2);

      cached.clearEverything();
      await().atMost(PATIENCE).until(() -> cached.count(PricedLines.TOTALS) == 2);
      runner.close();
    }
  }

  @Test
  void missingTopicIsWaitedForAndNamed() {
    SinkRunner runner = runner("absent." + topic);
    runner.start();
    await().atMost(PATIENCE).until(() -> runner.check().status() == Check.Status.WAITING);
    assertThat(runner.check().detail()).isNotEmpty();
  }

  private static boolean ownsTwo(SinkRunner runner) {
    return runner.check().detail().startsWith("2 partitions");
  }

  private SinkRunner start() {
    SinkRunner runner = runner(topic);
    runner.start();
    return runner;
  }

  private RedisClient redis() {
    return RedisConfig.from(new Settings(Map.of("EV_REDIS_URL", stack.redis().url()))).client();
  }

  private SinkRunner startRedis(RedisClient redis, CacheKeys keys) {
    SinkRunner runner =
        runner(
            topic,
            RedisSink.NAME,
            () ->
                new RedisSink(
                    redis,
                    keys,
                    new CacheExpiry(Optional.of(Duration.ofHours(1))),
                    new FlagsInHand(PricedLines.TOTALS, PricedLines.POINTS),
                    Clock.systemUTC()),
            1);
    runner.start();
    return runner;
  }

  private SinkRunner runner(String read) {
    return runner(read, PostgresSink.NAME, () -> new PostgresSink(database.pool()), 1);
  }

  private SinkRunner runner(String read, String name, Supplier<LineSink> sinks, int threads) {
    SinkRunner runner =
        new SinkRunner(
            sinks,
            new LinesTopic(kafka, read, deadLetters, topic, () -> TextLines::decode),
            new SinkConfig(2000, threads, Duration.ofMillis(10), Duration.ofMillis(500)),
            new MicrometerSinkMetrics(registry, name),
            Progress.unwatched(name),
            registry,
            Clock.systemUTC(),
            () -> false);
    runners.add(runner);
    return runner;
  }

  private void awaitBets(String expected) {
    await()
        .atMost(PATIENCE)
        .ignoreExceptions()
        .untilAsserted(
            () ->
                assertThat(
                        database.query(
                            "SELECT event_id || ' ' || best_price FROM bets"
                                + " WHERE outcome = 'Over' ORDER BY 1"))
                    .isEqualTo(expected));
  }

  private double counter(String name) {
    return registry.get(name).counter().count();
  }

  private double gauge(String name) {
    return registry.get(name).gauge().value();
  }

  private void createTopic() throws Exception {
    admin.createTopics(List.of(new NewTopic(topic, 4, (short) 1))).all().get();
  }
}
