package io.betintel.ev.codec;

import io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import io.confluent.kafka.schemaregistry.client.rest.exceptions.RestClientException;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Whether the registry knows the subject of {@code odds.events}. One that does not (a wrong URL, a
 * wiped registry) denies every schema id, and proves nothing. Safe for use by several threads.
 */
final class OurSubject {
  /** Many ids that are denied in a row ask for the subject once. */
  private static final Duration HOLDS = Duration.ofMillis(500);

  private final SchemaRegistryClient registry;
  private final Clock clock;
  private volatile Instant seen = Instant.EPOCH;

  OurSubject(SchemaRegistryClient registry, Clock clock) {
    this.registry = registry;
    this.clock = clock;
  }

  /** Why the registry is not believed, as a message; empty if it knows the subject. */
  Optional<String> missing() {
    Instant now = clock.instant();
    if (now.isBefore(seen.plus(HOLDS)) && !now.isBefore(seen)) {
      return Optional.empty();
    }
    String why;
    try {
      // The client caches the latest version for a minute, but never the list of versions.
      if (!registry.getAllVersions(Topics.ODDS_EVENTS_SUBJECT).isEmpty()) {
        seen = now;
        return Optional.empty();
      }
      why = "it has no version";
    } catch (IOException | RestClientException e) {
      why = e.getMessage();
    }
    return Optional.of(
        "the schema registry does not know our subject "
            + Topics.ODDS_EVENTS_SUBJECT
            + " either: is EV_SCHEMA_REGISTRY_URL right, has `ev-worker schemas` run? "
            + why);
  }
}
