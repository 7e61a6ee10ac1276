package io.betintel.ev.cli.records;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.betintel.ev.codec.RegistryClients;
import io.betintel.ev.codec.RegistryConfig;
import io.betintel.ev.codec.WireValue;
import io.betintel.ev.ops.Settings;
import io.betintel.ev.parking.RecordDescription;
import io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.time.Clock;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Prints records: for people, or one JSON object per line. */
final class RecordOutput implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final PrintWriter out;
  private final boolean json;
  private final SchemaRegistryClient registry;
  private final RecordDescription description;

  RecordOutput(PrintWriter out, boolean json, Settings settings) {
    this.out = out;
    this.json = json;
    this.registry = RegistryClients.create(RegistryConfig.from(settings));
    this.description = new RecordDescription(new WireValue(registry, Clock.systemUTC()));
  }

  void print(ConsumerRecord<byte[], byte[]> record) {
    ObjectNode node = description.of(record);
    try {
      out.println(
          json ? node.toString() : JSON.writerWithDefaultPrettyPrinter().writeValueAsString(node));
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
    out.flush();
  }

  @Override
  public void close() throws IOException {
    registry.close();
  }
}
