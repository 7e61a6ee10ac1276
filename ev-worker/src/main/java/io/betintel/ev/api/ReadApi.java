package io.betintel.ev.api;

import io.betintel.ev.cache.CacheKeys;
import io.betintel.ev.cache.CachedLineReader;
import io.betintel.ev.cache.LineChanges;
import io.betintel.ev.catalogue.BetTypeCatalogue;
import io.betintel.ev.ops.Check;
import io.betintel.ev.ops.Component;
import io.betintel.ev.ops.ConfigException;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.util.List;
import java.util.SortedSet;
import java.util.function.Supplier;
import javax.sql.DataSource;
import redis.clients.jedis.RedisClient;

/** The read API, composed: what it asks, its routes, its server. */
public final class ReadApi implements Component {
  private final LiveLines live;
  private final ReadServer server;

  /**
   * @param pool connections for queries and nothing else
   * @param redis for boards and live lines
   * @param catalogue must have its first catalogue before the start
   * @param database whether PostgreSQL is there, as somebody else sees it: an API that is not asked
   *     because it is not ready must notice
   * @throws ConfigException if the keys file cannot be used
   */
  public ReadApi(
      ApiConfig config,
      DataSource pool,
      RedisClient redis,
      CacheKeys cacheKeys,
      BetTypeCatalogue catalogue,
      Supplier<Check> database,
      MeterRegistry registry,
      Clock clock) {
    Keys keys = new Keys(config.keys());
    ApiMetrics metrics = new ApiMetrics(registry, keys);
    Callers callers = new Callers(keys, metrics);
    OpenedTypes opened = new OpenedTypes(catalogue);
    Views views = new Views(callers, opened, config.sample());
    ReadDatabase queries = new ReadDatabase(pool, config.queryTimeout(), metrics);
    BetQueries bets = new BetQueries(queries);
    CachedLineReader lines = new CachedLineReader(redis, cacheKeys, clock);
    this.live =
        new LiveLines(
            lines,
            new LineChanges(redis, cacheKeys),
            opened,
            keys::knows,
            config.sample(),
            LiveLimits.of(config),
            metrics,
            clock);
    this.server =
        new ReadServer(
            config,
            List.of(
                new BetRoutes(views, opened, bets),
                new LineRoutes(views, bets, new HistoryQueries(queries), clock),
                new EventRoutes(views, new EventQueries(queries), bets),
                new CombinedRoutes(views, new CombinedQueries(queries)),
                new BoardRoutes(lines, views, metrics),
                new LiveRoutes(live, callers, opened),
                new PageRoutes(),
                new DescriptionRoutes()),
            callers,
            metrics,
            database);
  }

  @Override
  public void start() {
    live.start();
    server.start();
  }

  /** Where it listens, once started. */
  public int port() {
    return server.port();
  }

  /** The paths that it answers, as they are declared. */
  SortedSet<String> routes() {
    return server.routes();
  }

  /** Waits while queries cannot be answered; live lines wait for themselves, and it says so. */
  @Override
  public Check check() {
    Check answers = server.check();
    return answers.status() == Check.Status.UP
        ? Check.up(answers.name(), answers.detail() + ", " + live.check().detail())
        : answers;
  }

  @Override
  public void close() {
    server.close(); // ends the live streams first
    live.close();
  }
}
