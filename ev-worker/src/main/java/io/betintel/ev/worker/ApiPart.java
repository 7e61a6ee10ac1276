package io.betintel.ev.worker;

import io.betintel.ev.api.Access;
import io.betintel.ev.api.ApiConfig;
import io.betintel.ev.cache.RedisConfig;
import io.betintel.ev.ops.PostgresConfig;
import io.betintel.ev.ops.PostgresPool;

/**
 * Answering: what PostgreSQL and Redis hold, over HTTP. It needs neither Kafka nor the registry.
 */
final class ApiPart {
  private ApiPart() {}

  static ReadApi of(Foundation foundation) {
    ApiConfig config = ApiConfig.from(foundation.settings());
    return ReadApi.of(
        config,
        new Access(config, foundation.catalogue(), foundation.registry()),
        foundation.closing(
            PostgresPool.readOnly(
                PostgresConfig.from(foundation.settings()),
                "ev-api",
                config.poolSize(),
                config.queryTimeout(),
                foundation.registry())),
        // Its own, so that many readers keep no writer waiting.
        foundation.closing(RedisConfig.from(foundation.settings()).client()),
        foundation.catalogue()::check,
        foundation.clock());
  }
}
