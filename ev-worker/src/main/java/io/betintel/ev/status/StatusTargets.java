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
 * The servers to ask.
 *
 * @param groups the topic that each of the workers' consumer groups reads, in the order of the path
 * @param worker the URL of one worker; null to ask none
 * @param api the URL of the read API; null not to ask it
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
