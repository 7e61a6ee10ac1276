package io.betintel.ev.codec;

import io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import io.confluent.kafka.schemaregistry.client.rest.exceptions.RestClientException;
import java.io.IOException;

/** Asks the registry how far the odds events' contract is. */
public final class RegistryVersion implements AutoCloseable {
  private static final int NOT_FOUND = 404;

  private final SchemaRegistryClient registry;

  /** Connects at the first question. */
  public RegistryVersion(RegistryConfig config) {
    this.registry = RegistryClients.create(config);
  }

  /**
   * The latest version of {@link Topics#ODDS_EVENTS_SUBJECT}.
   *
   * @throws IOException if the registry is away, refuses, or does not know the subject
   */
  public int latest() throws IOException {
    try {
      return registry.getLatestSchemaMetadata(Topics.ODDS_EVENTS_SUBJECT).getVersion();
    } catch (RestClientException e) {
      throw new IOException(
          e.getStatus() == NOT_FOUND
              ? "it has no " + Topics.ODDS_EVENTS_SUBJECT + ": run ev-worker schemas"
              : "it answers HTTP " + e.getStatus() + ": " + e.getMessage(),
          e);
    }
  }

  @Override
  public void close() {
    try {
      registry.close();
    } catch (IOException e) {
      throw new IllegalStateException("the registry's client did not close", e);
    }
  }
}
