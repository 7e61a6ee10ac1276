package io.betintel.ev.harness;

import io.betintel.ev.oracle.CurrentUntil;
import io.betintel.ev.oracle.Figures;
import io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.avro.Schema;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * A record of {@code ev.lines}.
 *
 * @param version its offset
 * @param recordedAt its timestamp, in milliseconds
 */
record PublishedLine(String id, long version, long recordedAt, Figures figures) {

  boolean withdrawn() {
    return "withdrawn".equals(figures.get("status"));
  }

  String betType() {
    return (String) figures.get("bet_type");
  }

  /** The last record of each line, by its id. */
  static SortedMap<String, PublishedLine> newest(
      Installation installation, Collection<ConsumerRecord<byte[], byte[]>> published)
      throws Exception {
    SortedMap<String, ConsumerRecord<byte[], byte[]>> last = new TreeMap<>();
    published.forEach(record -> last.put(new String(record.key(), StandardCharsets.UTF_8), record));
    Map<Integer, Schema> schemas = new HashMap<>();
    SortedMap<String, PublishedLine> newest = new TreeMap<>();
    try (SchemaRegistryClient registry = installation.registry()) {
      for (var entry : last.entrySet()) {
        ConsumerRecord<byte[], byte[]> record = entry.getValue();
        int id = AvroFigures.schemaId(record.value());
        if (!schemas.containsKey(id)) {
          String schema = registry.getSchemaById(id).canonicalString();
          schemas.put(id, new Schema.Parser().parse(schema));
        }
        newest.put(
            entry.getKey(),
            new PublishedLine(
                entry.getKey(),
                record.offset(),
                record.timestamp(),
                CurrentUntil.addTo(AvroFigures.of(record.value(), schemas.get(id)))));
      }
    }
    return newest;
  }
}
