package io.betintel.ev.cli;

import io.betintel.ev.cache.CacheKeys;
import io.betintel.ev.codec.PricedLineCodec;
import io.betintel.ev.codec.Topics;
import io.betintel.ev.ops.Component;
import io.betintel.ev.ops.KafkaConfig;
import io.betintel.ev.sink.LineSink;
import io.betintel.ev.sink.MicrometerSinkMetrics;
import io.betintel.ev.sink.SinkConfig;
import io.betintel.ev.sink.SinkRunner;
import io.betintel.ev.sink.postgres.PostgresSink;
import io.betintel.ev.sink.postgres.RetentionConfig;
import io.betintel.ev.sink.redis.CacheExpiry;
import io.betintel.ev.sink.redis.RedisSink;
import io.betintel.ev.stream.StreamConfig;
import java.util.List;

/** Storing: {@code ev.lines} to PostgreSQL and Redis. */
final class SinksPart {
  private SinksPart() {}

  /** In the order in which they start. */
  static List<Component> of(Shared shared, Schemas schemas, StreamConfig config, Topics topics) {
    return List.of(
        runner(
            new PostgresSink(
                shared.pool(), RetentionConfig.from(shared.settings()), shared.clock()),
            shared,
            schemas,
            config,
            topics),
        runner(
            new RedisSink(
                shared.redis(),
                CacheKeys.standard(),
                CacheExpiry.from(shared.settings(), topics.replay()),
                shared.catalog(),
                shared.clock()),
            shared,
            schemas,
            config,
            topics));
  }

  private static SinkRunner runner(
      LineSink sink, Shared shared, Schemas schemas, StreamConfig config, Topics topics) {
    PricedLineCodec codec = new PricedLineCodec(schemas.writers());
    return new SinkRunner(
        sink,
        topics.lines(),
        config.applicationId(),
        SinkConfig.from(shared.settings()),
        KafkaConfig.from(shared.settings()),
        codec::decode,
        new MicrometerSinkMetrics(shared.registry(), sink.name()),
        shared.registry(),
        shared.clock());
  }
}
