package io.betintel.ev.ops;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.metrics.micrometer.MicrometerMetricsTrackerFactory;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** The connections of one process. */
public final class PostgresPool {
  /** The server cancels what takes too long: after this too, it has vanished. */
  private static final Duration ON_THE_WAY = Duration.ofSeconds(2);

  private PostgresPool() {}

  /**
   * A pool that opens its first connection at the first use, which fails with an {@code
   * SQLException} within seconds while the database is away.
   *
   * @param applicationName what {@code pg_stat_activity} shows
   */
  public static HikariDataSource of(PostgresConfig config, String applicationName) {
    return new HikariDataSource(
        settings(config, applicationName, PostgresConnections.LONGEST_ANSWER));
  }

  /** The same pool, with its metrics in the registry. */
  public static HikariDataSource of(
      PostgresConfig config, String applicationName, MeterRegistry registry) {
    HikariConfig hikari = settings(config, applicationName, PostgresConnections.LONGEST_ANSWER);
    hikari.setMetricsTrackerFactory(new MicrometerMetricsTrackerFactory(registry));
    return new HikariDataSource(hikari);
  }

  /**
   * A pool for queries only, so that many queries do not take the connections that writers need.
   * The server refuses statements that write, and cancels those that take too long (57014). Each
   * connection that it gives is in a transaction, which ends when the connection is closed.
   *
   * @param size the most connections
   */
  public static HikariDataSource readOnly(
      PostgresConfig config,
      String applicationName,
      int size,
      Duration queryTimeout,
      MeterRegistry registry) {
    HikariConfig hikari = settings(config, applicationName, queryTimeout.plus(ON_THE_WAY));
    hikari.setMaximumPoolSize(size);
    hikari.setMetricsTrackerFactory(new MicrometerMetricsTrackerFactory(registry));
    return new ReadOnlyPool(hikari, queryTimeout);
  }

  private static HikariConfig settings(
      PostgresConfig config, String applicationName, Duration longestAnswer) {
    HikariConfig hikari = new HikariConfig();
    hikari.setPoolName(applicationName);
    hikari.setDataSource(new PostgresConnections(config, applicationName, longestAnswer));
    hikari.setMaximumPoolSize(config.poolSize());
    hikari.setMinimumIdle(1);
    hikari.setInitializationFailTimeout(-1);
    hikari.setConnectionTimeout(TimeUnit.SECONDS.toMillis(3));
    hikari.setValidationTimeout(TimeUnit.SECONDS.toMillis(2));
    hikari.setKeepaliveTime(TimeUnit.SECONDS.toMillis(30));
    return hikari;
  }
}
