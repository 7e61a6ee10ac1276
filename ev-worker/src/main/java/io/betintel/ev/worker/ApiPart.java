package io.betintel.ev.worker;

import io.betintel.ev.api.Access;
import io.betintel.ev.api.ApiConfig;
import io.betintel.ev.api.ApiLogins;
import io.betintel.ev.ops.PostgresPool;
import io.betintel.ev.stream.MarketConfig;
import java.time.Duration;
import java.util.Comparator;

/**
 * Builds the read API, which answers over HTTP from PostgreSQL and Redis. It needs neither Kafka
 * nor the registry.
 */
final class ApiPart {
  private static final Duration SLACK = Duration.ofMinutes(10);

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
        () -> openAfterStart(foundation),
        // A client of its own, so that many readers do not make writers wait.
        foundation.closing(ApiLogins.redis(foundation.settings()).client()),
        foundation.catalogue()::check,
        foundation.clock());
  }

  /**
   * An event is quoted until its grace is over, and its last quote is valid for its type's ages.
   */
  private static Duration openAfterStart(Foundation foundation) {
    Duration longest =
        foundation.catalogue().current().sorted().stream()
            .map(entry -> entry.terms().settings().limits().longestAge())
            .max(Comparator.naturalOrder())
            .orElse(Duration.ZERO);
    // The clocks of feeds and of this process may differ.
    return MarketConfig.from(foundation.settings()).eventGrace().plus(longest).plus(SLACK);
  }
}
