package io.betintel.ev.status;

import com.zaxxer.hikari.HikariDataSource;
import io.betintel.ev.cache.CacheKeys;
import io.betintel.ev.cache.CachedLines;
import io.betintel.ev.catalogue.CatalogueTable;
import io.betintel.ev.codec.RegistryVersion;
import io.betintel.ev.codec.Topics;
import io.betintel.ev.ops.PostgresPool;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import redis.clients.jedis.RedisClient;

/** Asks every server at once: the slowest one that is away decides how long it takes. */
public final class StatusReader implements AutoCloseable {
  private static final int BETS = 10;

  private final StatusTargets targets;
  private final Clock clock;
  private final KafkaReader kafka;
  private final RegistryVersion registry;
  private final HikariDataSource pool;
  private final DatabaseReader database;
  private final RedisClient redis;
  private final HttpClient http =
      HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(2)).build();
  private final ExecutorService threads =
      Executors.newCachedThreadPool(
          task -> {
            Thread thread = new Thread(task, "status");
            thread.setDaemon(true);
            return thread;
          });

  /** Connects to nothing yet. */
  public StatusReader(StatusTargets targets, Clock clock) {
    this(targets, clock, BETS);
  }

  /**
   * The same for another number of bets.
   *
   * @param bets how many of the best to read at the most
   */
  public StatusReader(StatusTargets targets, Clock clock, int bets) {
    this.targets = targets;
    this.clock = clock;
    Topics topics = targets.topics();
    this.kafka =
        new KafkaReader(
            targets.kafka(),
            List.of(
                topics.oddsEvents(),
                topics.parked(),
                topics.quarantine(),
                topics.deadLetters(),
                topics.lines()),
            targets.groups(),
            clock);
    this.registry = new RegistryVersion(targets.registry());
    this.pool = PostgresPool.of(targets.postgres(), "ev-status");
    this.database = new DatabaseReader(pool, new CatalogueTable(), topics.replay(), bets);
    this.redis = targets.redis().client();
  }

  /** Only the offsets, to measure rates from; empty if Kafka does not answer. */
  public Optional<KafkaState> offsets() {
    return Optional.ofNullable(askKafka().value());
  }

  /** Only the worker's counters, of one scrape; the targets must name a worker. */
  public Answer<WorkerCounters> worker() {
    URI url = targets.worker();
    return Answer.of("worker", url.toString(), () -> WorkerCounters.scrape(http, url));
  }

  /**
   * Asks every server.
   *
   * @param before earlier offsets that rates are measured from; empty for no rates
   */
  public StatusReport read(Optional<KafkaState> before) {
    var postgresAnswer =
        ask("PostgreSQL", withoutParameters(targets.postgres().url()), database::read);
    var redisAnswer = ask("Redis", targets.redis().uri().toString(), this::cached);
    var registryAnswer = ask("registry", targets.registry().url(), registry::latest);
    var workerAnswer =
        askIfNamed("worker", targets.worker(), url -> WorkerCounters.scrape(http, url));
    var apiAnswer = askIfNamed("read API", targets.api(), url -> OpenBetTypes.ask(http, url));
    Answer<KafkaState> kafkaAnswer = askKafka();
    return new StatusReport(
        clock.instant(),
        kafkaAnswer,
        registryAnswer.join(),
        postgresAnswer.join(),
        redisAnswer.join(),
        workerAnswer.join(),
        apiAnswer.join(),
        before.orElse(null));
  }

  @Override
  public void close() {
    threads.shutdownNow();
    kafka.close();
    registry.close();
    pool.close();
    redis.close();
  }

  private Answer<KafkaState> askKafka() {
    return Answer.of("Kafka", targets.kafka().bootstrapServers(), kafka::read);
  }

  private <T> CompletableFuture<Answer<T>> ask(
      String server, String address, Callable<T> question) {
    return CompletableFuture.supplyAsync(() -> Answer.of(server, address, question), threads);
  }

  /** A question to a server that the caller may have named. */
  private interface Question<T> {
    T ask(URI url) throws IOException, InterruptedException;
  }

  private <T> CompletableFuture<Answer<T>> askIfNamed(
      String server, URI url, Question<T> question) {
    return url == null
        ? CompletableFuture.completedFuture(null)
        : ask(server, url.toString(), () -> question.ask(url));
  }

  private Map<String, Long> cached() {
    Map<String, Long> lines = new TreeMap<>();
    new CachedLines(redis, CacheKeys.standard(), clock)
        .count()
        .forEach((betType, count) -> lines.put(betType.symbol(), count));
    return lines;
  }

  /** A JDBC URL's parameters may hold a password. */
  static String withoutParameters(String url) {
    int parameters = url.indexOf('?');
    return parameters < 0 ? url : url.substring(0, parameters);
  }
}
