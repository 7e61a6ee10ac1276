package io.betintel.ev.cli.records;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.betintel.ev.cli.console.TextTable;
import io.betintel.ev.codec.RegistryClients;
import io.betintel.ev.codec.RegistryConfig;
import io.betintel.ev.codec.WireValue;
import io.betintel.ev.ops.Settings;
import io.betintel.ev.parking.RecordDescription;
import io.betintel.ev.parking.RecordGroup;
import io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Collection;
import java.util.Locale;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Records and their counts, for people or as JSON lines. */
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

  /**
   * @param kind the heading of the groups' kind; null to leave it out
   * @param repeated the heading of the column of those that had been sent on before
   */
  static void print(
      PrintWriter out, boolean json, String kind, String repeated, Collection<RecordGroup> groups) {
    if (json) {
      groups.forEach(group -> out.println(json(kind, repeated, group)));
      out.flush();
      return;
    }
    TextTable table =
        kind == null
            ? new TextTable("REASON", "PARTITION", "COUNT", upper(repeated), "OLDEST", "NEWEST")
            : new TextTable(
                upper(kind), "REASON", "PARTITION", "COUNT", upper(repeated), "OLDEST", "NEWEST");
    for (RecordGroup group : groups) {
      String[] cells = {
        group.kind(),
        group.reason(),
        Integer.toString(group.partition()),
        Long.toString(group.count()),
        Long.toString(group.replayed()),
        group.oldest().truncatedTo(ChronoUnit.SECONDS).toString(),
        group.newest().truncatedTo(ChronoUnit.SECONDS).toString()
      };
      table.row(kind == null ? Arrays.copyOfRange(cells, 1, cells.length) : cells);
    }
    table.print(out);
  }

  @Override
  public void close() throws IOException {
    registry.close();
  }

  private static ObjectNode json(String kind, String repeated, RecordGroup group) {
    ObjectNode node = JSON.createObjectNode();
    if (kind != null) {
      node.put(kind, group.kind());
    }
    return node.put("reason", group.reason())
        .put("partition", group.partition())
        .put("count", group.count())
        .put(repeated, group.replayed())
        .put("oldest", group.oldest().toString())
        .put("newest", group.newest().toString());
  }

  private static String upper(String heading) {
    return heading.toUpperCase(Locale.ROOT).replace('_', ' ');
  }
}
