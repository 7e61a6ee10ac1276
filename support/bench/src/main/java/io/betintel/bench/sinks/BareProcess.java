package io.betintel.bench.sinks;

import com.zaxxer.hikari.HikariDataSource;
import io.betintel.ev.cache.CacheKeys;
import io.betintel.ev.catalogue.BetTypeFlags;
import io.betintel.ev.catalogue.FlagTable;
import io.betintel.ev.catalogue.Flags;
import io.betintel.ev.codec.AvroRuntime;
import io.betintel.ev.ops.PostgresConfig;
import io.betintel.ev.ops.PostgresPool;
import io.betintel.ev.sink.LineSink;
import io.betintel.ev.sink.postgres.PostgresSink;
import io.betintel.ev.sink.redis.CacheExpiry;
import io.betintel.ev.sink.redis.RedisSink;
import java.sql.Connection;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import redis.clients.jedis.RedisClient;

/**
 * The process that does nothing but the sinks' statements and scripts: all lines of the topic are
 * decoded and made into batches of both sinks before the clock starts, then each sink's are written
 * one after the other, both sinks at once as in the worker. {@code name=value} arguments: {@code
 * kafka}, {@code registry}, {@code postgres}, {@code user}, {@code password}, {@code redis}, {@code
 * batch}. It prints a line for each sink: name, lines, batches, seconds.
 */
public final class BareProcess {
  private BareProcess() {}

  public static void main(String[] arguments) throws Exception {
    Map<String, String> values = new HashMap<>();
    for (String argument : arguments) {
      int equals = argument.indexOf('=');
      values.put(argument.substring(0, equals), argument.substring(equals + 1));
    }
    AvroRuntime.prepare();
    List<TopicBatches.Sized> batches =
        TopicBatches.read(
            values.get("kafka"), values.get("registry"), Integer.parseInt(values.get("batch")));
    try (HikariDataSource pool =
            PostgresPool.of(
                new PostgresConfig(
                    values.get("postgres"), values.get("user"), values.get("password"), 2),
                "bench");
        RedisClient redis = RedisClient.create(values.get("redis"))) {
      Flags flags;
      try (Connection connection = pool.getConnection()) {
        flags = FlagTable.read(connection);
      }
      List<LineSink> sinks =
          List.of(
              new PostgresSink(pool),
              new RedisSink(
                  redis,
                  CacheKeys.standard(),
                  CacheExpiry.live(),
                  unchanging(flags),
                  Clock.systemUTC()));
      List<Thread> threads = new ArrayList<>();
      for (LineSink sink : sinks) {
        List<LineSink.Prepared> prepared =
            batches.stream().map(each -> sink.prepare(each.batch())).toList();
        threads.add(new Thread(() -> write(sink, prepared, batches), sink.name()));
      }
      threads.forEach(Thread::start);
      for (Thread thread : threads) {
        thread.join();
      }
    }
  }

  private static void write(
      LineSink sink, List<LineSink.Prepared> prepared, List<TopicBatches.Sized> batches) {
    long begun = System.nanoTime();
    prepared.forEach(LineSink.Prepared::write);
    double seconds = (System.nanoTime() - begun) / 1e9;
    System.out.printf(
        Locale.ROOT,
        "%s %d %d %.3f%n",
        sink.name(),
        batches.stream().mapToInt(TopicBatches.Sized::records).sum(),
        prepared.size(),
        seconds);
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
}
