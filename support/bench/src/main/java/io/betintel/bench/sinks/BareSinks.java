package io.betintel.bench.sinks;

import com.zaxxer.hikari.HikariDataSource;
import io.betintel.ev.cache.CacheKeys;
import io.betintel.ev.catalogue.BetTypeFlags;
import io.betintel.ev.catalogue.FlagTable;
import io.betintel.ev.catalogue.Flags;
import io.betintel.ev.ops.PostgresConfig;
import io.betintel.ev.ops.PostgresPool;
import io.betintel.ev.sink.LineSink;
import io.betintel.ev.sink.postgres.PostgresSink;
import io.betintel.ev.sink.redis.CacheExpiry;
import io.betintel.ev.sink.redis.RedisSink;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import redis.clients.jedis.RedisClient;

/** The statements and scripts of both sinks, without the worker's loop around them. */
final class BareSinks implements AutoCloseable {
  private final HikariDataSource pool;
  private final RedisClient redis;

  private BareSinks(HikariDataSource pool, RedisClient redis) {
    this.pool = pool;
    this.redis = redis;
  }

  /**
   * @param arguments of the process: {@code postgres}, {@code user}, {@code password}, {@code
   *     redis}
   */
  static BareSinks open(Map<String, String> arguments) {
    return new BareSinks(
        PostgresPool.of(
            new PostgresConfig(
                arguments.get("postgres"), arguments.get("user"), arguments.get("password"), 2),
            "bench"),
        RedisClient.create(arguments.get("redis")));
  }

  /** Both; each for one thread. */
  List<LineSink> sinks() throws SQLException {
    Flags flags;
    try (Connection connection = pool.getConnection()) {
      flags = FlagTable.read(connection);
    }
    return List.of(
        new PostgresSink(pool),
        new RedisSink(
            redis, CacheKeys.standard(), CacheExpiry.live(), unchanging(flags), Clock.systemUTC()));
  }

  private static BetTypeFlags unchanging(Flags flags) {
    return new BetTypeFlags() {
      @Override
      public Flags last() {
        return flags;
      }

      @Override
      public Flags read() {
        return flags;
      }
    };
  }

  @Override
  public void close() {
    redis.close();
    pool.close();
  }
}
