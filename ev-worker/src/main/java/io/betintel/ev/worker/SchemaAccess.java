package io.betintel.ev.worker;

import io.betintel.ev.codec.RegistryClients;
import io.betintel.ev.codec.RegistryConfig;
import io.betintel.ev.codec.WriterSchemas;
import io.betintel.ev.stream.MarketConfig;
import io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import java.time.Duration;

/**
 * The schema registry, for the parts that read or write Avro.
 *
 * @param writers the schemas that records were written with
 */
record SchemaAccess(SchemaRegistryClient registry, WriterSchemas writers) {

  /** How long the stream's thread waits for the registry before the stream pauses. */
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  static SchemaAccess of(Foundation foundation) {
    SchemaRegistryClient registry =
        foundation.closing(RegistryClients.create(RegistryConfig.from(foundation.settings())));
    Duration denied = MarketConfig.from(foundation.settings()).unknownSchemaWait();
    return new SchemaAccess(
        registry, new WriterSchemas(registry, foundation.steady(), denied, PATIENCE));
  }
}
