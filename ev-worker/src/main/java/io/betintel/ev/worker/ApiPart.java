package io.betintel.ev.worker;

import io.betintel.ev.api.Access;
import io.betintel.ev.api.ApiConfig;
import io.betintel.ev.api.ApiLogins;
import io.betintel.ev.ops.PostgresPool;

/**
 * Builds the read API, which answers over HTTP from PostgreSQL and Redis. It needs neither Kafka
 * nor the registry.
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
                ApiLogins.postgres(foundation.settings()),
                "ev-api",
                config.poolSize(),
                config.queryTimeout(),
                foundation.registry())),
        // A client of its own, so that many readers do not make writers wait.
        foundation.closing(ApiLogins.redis(foundation.settings()).client()),
        foundation.catalogue()::check,
        foundation.clock());
  }
}
