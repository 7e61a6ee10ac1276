package io.betintel.ev.cli.status;

import io.betintel.ev.cache.RedisConfig;
import io.betintel.ev.codec.RegistryConfig;
import io.betintel.ev.codec.Topics;
import io.betintel.ev.ops.KafkaConfig;
import io.betintel.ev.ops.PostgresConfig;
import io.betintel.ev.ops.Settings;
import io.betintel.ev.parking.QuarantineClients;
import io.betintel.ev.sink.SinkRunner;
import io.betintel.ev.sink.postgres.PostgresSink;
import io.betintel.ev.sink.redis.RedisSink;
import io.betintel.ev.status.BetTypesReader;
import io.betintel.ev.status.StatusTargets;
import io.betintel.ev.stream.StreamConfig;
import java.net.URI;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Map;

/** Lists the servers, topics and groups of the installation that the settings describe. */
public final class StatusScope {
  private StatusScope() {}

  /**
   * @param worker where one worker answers HTTP; null if no worker is asked
   */
  public static StatusTargets of(Settings settings, URI worker) {
    return of(settings, worker, null);
  }

  static StatusTargets of(Settings settings, URI worker, URI api) {
    Topics topics = Topics.from(settings);
    String application = StreamConfig.from(settings, topics).applicationId();
    Map<String, String> groups = new LinkedHashMap<>();
    groups.put(application, topics.oddsEvents());
    groups.put(QuarantineClients.group(application), topics.quarantine());
    groups.put(SinkRunner.group(application, PostgresSink.NAME), topics.lines());
    groups.put(SinkRunner.group(application, RedisSink.NAME), topics.lines());
    return new StatusTargets(
        KafkaConfig.from(settings),
        topics,
        groups,
        RegistryConfig.from(settings),
        PostgresConfig.from(settings),
        RedisConfig.from(settings),
        worker,
        api);
  }

  /** Opens a reader of what every surface knows about bet types. */
  public static BetTypesReader betTypes(Settings settings) {
    String application = StreamConfig.from(settings, Topics.from(settings)).applicationId();
    return new BetTypesReader(of(settings, null), application, Clock.systemUTC());
  }
}
