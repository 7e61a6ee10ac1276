package io.betintel.ev.cli;

import io.betintel.ev.codec.RegistryClients;
import io.betintel.ev.codec.RegistryConfig;
import io.betintel.ev.codec.WriterSchemas;
import io.betintel.ev.stream.StreamConfig;
import io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import java.time.Duration;

/**
 * The schema registry, for the parts that read or write Avro.
 *
 * @param writers the schemas that records were written with
 */
record Schemas(SchemaRegistryClient registry, WriterSchemas writers) {

  /** How long the stream's thread waits for the registry before it pauses instead. */
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  static Schemas of(Shared shared, StreamConfig config) {
    SchemaRegistryClient registry =
        shared.closing(RegistryClients.create(RegistryConfig.from(shared.settings())));
    return new Schemas(
        registry,
        new WriterSchemas(registry, shared.clock(), config.unknownSchemaWait(), PATIENCE));
  }
}
