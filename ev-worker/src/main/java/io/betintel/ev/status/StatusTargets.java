package io.betintel.ev.status;

import io.betintel.ev.cache.RedisConfig;
import io.betintel.ev.codec.RegistryConfig;
import io.betintel.ev.codec.Topics;
import io.betintel.ev.ops.KafkaConfig;
import io.betintel.ev.ops.PostgresConfig;
import java.net.URI;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What is asked.
 *
 * @param groups the topic that each of the workers' consumer groups reads, in the order of the path
 * @param worker where one worker answers HTTP; null if none is asked
 * @param api where the read API is answered; null if it is not asked
 */
public record StatusTargets(
    KafkaConfig kafka,
    Topics topics,
    Map<String, String> groups,
    RegistryConfig registry,
    PostgresConfig postgres,
    RedisConfig redis,
    URI worker,
    URI api) {

  public StatusTargets {
    groups = Collections.unmodifiableMap(new LinkedHashMap<>(groups));
  }
}
