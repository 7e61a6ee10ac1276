package io.betintel.ev.worker;

import io.betintel.ev.cache.CacheKeys;
import io.betintel.ev.codec.PricedLineCodec;
import io.betintel.ev.codec.SchemaLookup;
import io.betintel.ev.consume.ProgressWatch;
import io.betintel.ev.ops.Component;
import io.betintel.ev.ops.ConfigException;
import io.betintel.ev.ops.PostgresConfig;
import io.betintel.ev.ops.PostgresPool;
import io.betintel.ev.sink.LineSink;
import io.betintel.ev.sink.LinesTopic;
import io.betintel.ev.sink.LostLines;
import io.betintel.ev.sink.MicrometerSinkMetrics;
import io.betintel.ev.sink.SinkConfig;
import io.betintel.ev.sink.SinkRunner;
import io.betintel.ev.sink.postgres.Housekeeping;
import io.betintel.ev.sink.postgres.PostgresSink;
import io.betintel.ev.sink.postgres.RetentionConfig;
import io.betintel.ev.sink.redis.CacheExpiry;
import io.betintel.ev.sink.redis.CountedRestores;
import io.betintel.ev.sink.redis.EvictionPolicy;
import io.betintel.ev.sink.redis.RedisSink;
import io.betintel.ev.stream.StreamSettings;
import java.util.List;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** Builds the sinks: {@code ev.lines} to PostgreSQL and Redis. */
final class SinksPart {
  private SinksPart() {}

  /**
   * In the order in which they start.
   *
   * @param pricingIsBehind in this process
   * @throws ConfigException if there are not enough connections for the sinks' threads
   */
  static List<Component> of(
      Foundation foundation,
      SchemaAccess schemas,
      StreamSettings settings,
      ProgressWatch watch,
      BooleanSupplier pricingIsBehind) {
    SinkConfig config = SinkConfig.from(foundation.settings());
    requireConnections(config, PostgresConfig.from(foundation.settings()));
    CacheExpiry expiry = CacheExpiry.from(foundation.settings(), settings.topics().replay());
    return List.of(
        new SchemaLookup(schemas.writers()),
        runner(
            PostgresSink.NAME,
            () -> new PostgresSink(foundation.pool()),
            config,
            foundation,
            schemas,
            settings,
            watch,
            pricingIsBehind),
        runner(
            RedisSink.NAME,
            () ->
                new RedisSink(
                    foundation.redis(),
                    CacheKeys.standard(),
                    expiry,
                    foundation.catalogue(),
                    foundation.clock()),
            config,
            foundation,
            schemas,
            settings,
            watch,
            pricingIsBehind),
        new EvictionPolicy(foundation.redis(), foundation.registry()),
        new LostLines(
            new CountedRestores(
                new RedisSink(
                    foundation.redis(),
                    CacheKeys.standard(),
                    expiry,
                    foundation.catalogue(),
                    foundation.clock()),
                foundation.registry()),
            lines(schemas, settings)),
        housekeeping(foundation));
  }

  /** A thread keeps its connection while it writes; the catalogue needs one meanwhile. */
  static void requireConnections(SinkConfig sinks, PostgresConfig postgres) {
    if (sinks.threads() >= postgres.poolSize()) {
      throw new ConfigException(
          "EV_SINK_THREADS is %d and EV_POSTGRES_POOL_SIZE is %d: accepted are fewer threads than connections"
              .formatted(sinks.threads(), postgres.poolSize()));
    }
  }

  /** With a connection of its own: the sink never waits for one. */
  private static Housekeeping housekeeping(Foundation foundation) {
    PostgresConfig config = PostgresConfig.from(foundation.settings()).withPoolSize(1);
    return new Housekeeping(
        foundation.closing(PostgresPool.of(config, "ev-housekeeping")),
        RetentionConfig.from(foundation.settings()),
        foundation.clock(),
        foundation.registry());
  }

  private static SinkRunner runner(
      String name,
      Supplier<LineSink> sinks,
      SinkConfig config,
      Foundation foundation,
      SchemaAccess schemas,
      StreamSettings settings,
      ProgressWatch watch,
      BooleanSupplier pricingIsBehind) {
    String application = settings.stream().applicationId();
    return new SinkRunner(
        sinks,
        lines(schemas, settings),
        config,
        new MicrometerSinkMetrics(foundation.registry(), name),
        watch.watch(name, SinkRunner.group(application, name), Set.of(settings.topics().lines())),
        foundation.registry(),
        foundation.clock(),
        pricingIsBehind);
  }

  private static LinesTopic lines(SchemaAccess schemas, StreamSettings settings) {
    return new LinesTopic(
        settings.kafka(),
        settings.topics().lines(),
        settings.topics().deadLetters(),
        settings.stream().applicationId(),
        () -> new PricedLineCodec(schemas.writers())::decode);
  }
}
