package io.betintel.ev.worker;

import com.zaxxer.hikari.HikariDataSource;
import io.betintel.ev.api.ApiLogins;
import io.betintel.ev.cache.RedisConfig;
import io.betintel.ev.catalogue.CatalogueConfig;
import io.betintel.ev.catalogue.PostgresBetTypeCatalogue;
import io.betintel.ev.ops.PostgresConfig;
import io.betintel.ev.ops.PostgresPool;
import io.betintel.ev.ops.Settings;
import io.betintel.ev.ops.SteadyClock;
import io.betintel.ev.ops.WorkerIdentity;
import io.betintel.ev.ops.WorkerMeters;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import redis.clients.jedis.RedisClient;

/** What every part of {@code run} uses, and all connections, which close after the parts. */
final class Foundation implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Foundation.class);

  private final Deque<AutoCloseable> connections = new ArrayDeque<>();
  private final Settings settings;
  private final Clock clock;
  private final Clock steady;
  private final WorkerMeters meters = new WorkerMeters();
  private final HikariDataSource pool;
  private final RedisClient redis;
  private final PostgresBetTypeCatalogue catalogue;

  /**
   * @param onlyReads whether the process only answers the read API, so that it needs no other login
   */
  Foundation(Settings settings, boolean onlyReads, String build, Clock clock) {
    this.settings = settings;
    this.clock = clock;
    this.steady = new SteadyClock(clock, System::nanoTime);
    PostgresConfig postgres =
        onlyReads ? ApiLogins.postgres(settings) : PostgresConfig.from(settings);
    RedisConfig cache = onlyReads ? ApiLogins.redis(settings) : RedisConfig.from(settings);
    this.pool = closing(PostgresPool.of(postgres, "ev-worker", meters.registry()));
    this.redis = closing(cache.client());
    this.catalogue =
        new PostgresBetTypeCatalogue(
            pool,
            CatalogueConfig.from(settings),
            onlyReads && ApiLogins.ownRole(settings)
                ? Optional.empty()
                : Optional.of(WorkerIdentity.ofThisProcess(build, clock)));
  }

  Settings settings() {
    return settings;
  }

  /** What time it is. */
  Clock clock() {
    return clock;
  }

  /** Goes on with the time that passes, whatever the clock is set to: for pauses and deadlines. */
  Clock steady() {
    return steady;
  }

  WorkerMeters meters() {
    return meters;
  }

  MeterRegistry registry() {
    return meters.registry();
  }

  HikariDataSource pool() {
    return pool;
  }

  RedisClient redis() {
    return redis;
  }

  PostgresBetTypeCatalogue catalogue() {
    return catalogue;
  }

  /** Call this once the first catalogue is loaded. */
  void measureCatalogue() {
    meters.bind(
        registry ->
            Gauge.builder("ev.catalogue.version", catalogue, each -> each.current().version())
                .description("The version of the catalogue that this worker acts on")
                .register(registry));
  }

  /** Closes a connection after all parts. */
  <T extends AutoCloseable> T closing(T connection) {
    connections.push(connection);
    return connection;
  }

  @Override
  public void close() {
    meters.close();
    while (!connections.isEmpty()) {
      try {
        connections.pop().close();
      } catch (Exception e) {
        LOG.info("a connection did not close: {}", e.toString());
      }
    }
  }
}
