package io.betintel.ev.codec;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.betintel.ev.odds.BetType;
import io.betintel.ev.odds.Bookmaker;
import io.betintel.ev.odds.MarketSnapshot;
import io.betintel.ev.odds.Outcome;
import io.betintel.ev.odds.SportingEvent;
import io.betintel.ev.schemas.Contract;
import io.confluent.kafka.schemaregistry.avro.AvroSchema;
import io.confluent.kafka.schemaregistry.client.MockSchemaRegistryClient;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * What {@code node producer.js --at 2026-11-22T12:00:00Z --capture captured.ndjson} wrote in {@code
 * examples/producer-js}.
 */
class JavaScriptProducerTest {
  private static final Path CAPTURED = Path.of("../examples/producer-js/captured.ndjson");
  private static final Instant OBSERVED_AT = Instant.parse("2026-11-22T12:00:00Z");
  private static final SportingEvent EVENT =
      new SportingEvent(
          "sample-harbour-city-north-end",
          "icehockey_sample",
          Instant.parse("2026-11-23T12:00:00Z"),
          "Harbour City",
          "North End");

  private List<JsonNode> records;

  @BeforeEach
  void read() throws IOException {
    AvroRuntime.prepare();
    ObjectMapper json = new ObjectMapper();
    try (var lines = Files.lines(CAPTURED)) {
      records =
          lines
              .map(
                  line -> {
                    try {
                      return json.readTree(line);
                    } catch (IOException e) {
                      throw new IllegalStateException(line, e);
                    }
                  })
              .toList();
    }
  }

  @Test
  void theDecoderAdmitsEveryEventAsItWasMeant() throws Exception {
    OddsEventDecoder decoder = decoder();

    assertThat(records.stream().map(record -> decode(decoder, record)))
        .containsExactly(
            h2h("fanduel", 1.87, 1.95),
            totals("fanduel", 1.9, 1.9),
            h2h("betmgm", 1.8, 2.12),
            totals("betmgm", 2.02, 1.83));
  }

  @Test
  void itsPartitionsAreOurs() {
    assertThat(records).hasSize(4);
    for (JsonNode record : records) {
      String eventId = record.path("event_id").textValue();
      assertThat(record.path("home")).hasSize(4);
      record
          .path("home")
          .forEachEntry(
              (partitions, home) ->
                  assertThat(home.intValue())
                      .as(eventId + " among " + partitions)
                      .isEqualTo(EventPartitioner.home(eventId, Integer.parseInt(partitions))));
    }
  }

  private static MarketSnapshot decode(OddsEventDecoder decoder, JsonNode record) {
    return decoder.decode(
        record.path("key").textValue().getBytes(StandardCharsets.UTF_8),
        value(record),
        record.path("timestamp").longValue());
  }

  private OddsEventDecoder decoder() throws Exception {
    MockSchemaRegistryClient registry = new MockSchemaRegistryClient();
    int id = ByteBuffer.wrap(value(records.get(0))).getInt(1);
    AvroSchema schema = new AvroSchema(Contract.oddsEvent().current());
    registry.register(Topics.ODDS_EVENTS_SUBJECT, schema, 1, id);
    return new OddsEventDecoder(
        new WriterSchemas(registry, Clock.systemUTC(), Duration.ofSeconds(1), Duration.ZERO),
        Duration.ofMinutes(1));
  }

  private static byte[] value(JsonNode record) {
    return HexFormat.of().parseHex(record.path("value").textValue());
  }

  private static MarketSnapshot h2h(String bookmaker, double home, double away) {
    return snapshot(
        "h2h",
        bookmaker,
        Outcome.of("Harbour City", null, null, home),
        Outcome.of("North End", null, null, away));
  }

  private static MarketSnapshot totals(String bookmaker, double over, double under) {
    return snapshot(
        "totals",
        bookmaker,
        Outcome.of("Over", null, 5.5, over),
        Outcome.of("Under", null, 5.5, under));
  }

  private static MarketSnapshot snapshot(String betType, String bookmaker, Outcome... outcomes) {
    return new MarketSnapshot(
        EVENT,
        new BetType(betType),
        new Bookmaker(bookmaker),
        List.of(outcomes),
        OBSERVED_AT.minusSeconds(5),
        OBSERVED_AT,
        null);
  }
}
