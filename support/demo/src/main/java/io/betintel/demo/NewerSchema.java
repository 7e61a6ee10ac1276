package io.betintel.demo;

import io.betintel.ev.codec.Topics;
import io.betintel.ev.schemas.Contract;
import io.confluent.kafka.schemaregistry.avro.AvroSchema;
import io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import io.confluent.kafka.schemaregistry.client.rest.exceptions.RestClientException;
import java.io.IOException;

/** Registers what a team with a newer build would: one more bet type at the end of the enum. */
final class NewerSchema {
  private NewerSchema() {}

  static void register(SchemaRegistryClient registry, String symbol)
      throws IOException, RestClientException {
    String ours = Contract.oddsEvent().current().toString();
    int end = ours.indexOf(']', ours.indexOf("\"symbols\":["));
    String newer = ours.substring(0, end) + ",\"" + symbol + '"' + ours.substring(end);
    registry.register(Topics.ODDS_EVENTS_SUBJECT, new AvroSchema(newer));
  }
}
