package io.betintel.ev.worker;

import io.betintel.ev.cache.CacheKeys;
import io.betintel.ev.codec.PricedLineCodec;
import io.betintel.ev.codec.SchemaLookup;
import io.betintel.ev.ops.Component;
import io.betintel.ev.ops.PostgresConfig;
import io.betintel.ev.ops.PostgresPool;
import io.betintel.ev.sink.LineSink;
import io.betintel.ev.sink.LinesTopic;
import io.betintel.ev.sink.MicrometerSinkMetrics;
import io.betintel.ev.sink.SinkConfig;
import io.betintel.ev.sink.SinkRunner;
import io.betintel.ev.sink.postgres.Housekeeping;
import io.betintel.ev.sink.postgres.PostgresSink;
import io.betintel.ev.sink.postgres.RetentionConfig;
import io.betintel.ev.sink.redis.CacheExpiry;
import io.betintel.ev.sink.redis.RedisSink;
import io.betintel.ev.stream.StreamSettings;
import java.util.List;

/** Builds the sinks: {@code ev.lines} to PostgreSQL and Redis. */
final class SinksPart {
  private SinksPart() {}

  /** In the order in which they start. */
  static List<Component> of(Foundation foundation, SchemaAccess schemas, StreamSettings settings) {
    return List.of(
        new SchemaLookup(schemas.writers()),
        runner(new PostgresSink(foundation.pool()), foundation, schemas, settings),
        runner(
            new RedisSink(
                foundation.redis(),
                CacheKeys.standard(),
                CacheExpiry.from(foundation.settings(), settings.topics().replay()),
                foundation.catalogue(),
                foundation.clock()),
            foundation,
            schemas,
            settings),
        housekeeping(foundation));
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
      LineSink sink, Foundation foundation, SchemaAccess schemas, StreamSettings settings) {
    PricedLineCodec codec = new PricedLineCodec(schemas.writers());
    return new SinkRunner(
        sink,
        new LinesTopic(
            settings.kafka(),
            settings.topics().lines(),
            settings.topics().deadLetters(),
            settings.stream().applicationId(),
            codec::decode),
        SinkConfig.from(foundation.settings()),
        new MicrometerSinkMetrics(foundation.registry(), sink.name()),
        foundation.registry(),
        foundation.clock());
  }
}
