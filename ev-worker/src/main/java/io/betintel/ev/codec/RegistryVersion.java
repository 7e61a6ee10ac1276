package io.betintel.ev.codec;

import io.betintel.ev.odds.BetType;
import io.betintel.ev.schemas.BetTypeSymbols;
import io.confluent.kafka.schemaregistry.client.SchemaMetadata;
import io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import io.confluent.kafka.schemaregistry.client.rest.exceptions.RestClientException;
import java.io.IOException;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.avro.Schema;

/** Asks the registry for the latest version of the odds events' contract. */
public final class RegistryVersion implements AutoCloseable {
  private static final int NOT_FOUND = 404;

  private final SchemaRegistryClient registry;

  /** Connects at the first call. */
  public RegistryVersion(RegistryConfig config) {
    this.registry = RegistryClients.create(config);
  }

  /**
   * The latest version of {@link Topics#ODDS_EVENTS_SUBJECT}.
   *
   * @throws IOException if the registry does not answer, refuses, or does not know the subject
   */
  public int latest() throws IOException {
    return metadata().getVersion();
  }

  /**
   * The bet types that the latest version of {@link Topics#ODDS_EVENTS_SUBJECT} has.
   *
   * @throws IOException if the registry does not answer, refuses, or does not know the subject
   */
  public Set<BetType> latestSymbols() throws IOException {
    Schema schema = new Schema.Parser().parse(metadata().getSchema());
    return BetTypeSymbols.of(schema).stream()
        .filter(symbol -> !symbol.equals(BetType.UNKNOWN))
        .map(BetType::new)
        .collect(Collectors.toUnmodifiableSet());
  }

  private SchemaMetadata metadata() throws IOException {
    try {
      return registry.getLatestSchemaMetadata(Topics.ODDS_EVENTS_SUBJECT);
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
