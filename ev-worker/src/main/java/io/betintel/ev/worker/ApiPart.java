package io.betintel.ev.cli;

import io.betintel.ev.api.ApiConfig;
import io.betintel.ev.api.ReadApi;
import io.betintel.ev.cache.CacheKeys;
import io.betintel.ev.cache.RedisConfig;
import io.betintel.ev.ops.PostgresConfig;
import io.betintel.ev.ops.PostgresPool;

/**
 * Answering: what PostgreSQL and Redis hold, over HTTP. It needs neither Kafka nor the registry.
 */
final class ApiPart {
  private ApiPart() {}

  static ReadApi of(Shared shared) {
    ApiConfig config = ApiConfig.from(shared.settings());
    return new ReadApi(
        config,
        shared.closing(
            PostgresPool.readOnly(
                PostgresConfig.from(shared.settings()),
                "ev-api",
                config.poolSize(),
                config.queryTimeout(),
                shared.registry())),
        // Its own, so that many readers keep no writer waiting.
        shared.closing(RedisConfig.from(shared.settings()).client()),
        CacheKeys.standard(),
        shared.catalog(),
        shared.catalog()::check,
        shared.registry(),
        shared.clock());
  }
}
