package io.betintel.ev.status;

import com.zaxxer.hikari.HikariDataSource;
import io.betintel.ev.cache.CacheKeys;
import io.betintel.ev.cache.CachedLines;
import io.betintel.ev.catalogue.CatalogueTable;
import io.betintel.ev.codec.RegistryVersion;
import io.betintel.ev.odds.BetType;
import io.betintel.ev.ops.PostgresPool;
import java.time.Clock;
import java.util.SortedMap;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import redis.clients.jedis.RedisClient;

/** Asks every surface at once what it knows of bet types. */
public final class BetTypesReader implements AutoCloseable {
  private final StatusTargets targets;
  private final Clock clock;
  private final HikariDataSource pool;
  private final BetTypeTables tables;
  private final RedisClient redis;
  private final RegistryVersion registry;
  private final RecentEvents events;
  private final ExecutorService threads =
      Executors.newCachedThreadPool(
          task -> {
            Thread thread = new Thread(task, "bet-types");
            thread.setDaemon(true);
            return thread;
          });

  /**
   * Connects to nothing yet.
   *
   * @param application whose parked events are counted
   */
  public BetTypesReader(StatusTargets targets, String application, Clock clock) {
    this.targets = targets;
    this.clock = clock;
    this.pool = PostgresPool.of(targets.postgres(), "ev-bet-types");
    this.tables =
        new BetTypeTables(pool, new CatalogueTable(), application, targets.topics().parked());
    this.redis = targets.redis().client();
    this.registry = new RegistryVersion(targets.registry());
    this.events = new RecentEvents(targets.kafka(), targets.topics().oddsEvents(), clock);
  }

  public BetTypesReport read() {
    String database = StatusReader.withoutParameters(targets.postgres().url());
    var stored = ask("PostgreSQL", database, tables::stored);
    var first = ask("PostgreSQL, bet_history", database, tables::first);
    var parked = ask("PostgreSQL, parked_positions", database, tables::parked);
    var cached = ask("Redis", targets.redis().uri().toString(), this::cached);
    var symbols = ask("registry", targets.registry().url(), registry::latestSymbols);
    var recent = ask("Kafka", targets.kafka().bootstrapServers(), events::read);
    return new BetTypesReport(
        clock.instant(),
        stored.join(),
        first.join(),
        parked.join(),
        cached.join(),
        symbols.join(),
        recent.join());
  }

  @Override
  public void close() {
    threads.shutdownNow();
    pool.close();
    redis.close();
    registry.close();
  }

  private SortedMap<BetType, Long> cached() {
    return new CachedLines(redis, CacheKeys.standard(), clock).count();
  }

  private <T> CompletableFuture<Answer<T>> ask(
      String server, String address, Callable<T> question) {
    return CompletableFuture.supplyAsync(() -> Answer.of(server, address, question), threads);
  }
}
