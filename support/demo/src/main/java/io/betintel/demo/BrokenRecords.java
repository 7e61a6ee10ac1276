package io.betintel.demo;

import io.betintel.ev.avro.BetType;
import io.betintel.ev.avro.OddsEvent;
import io.betintel.ev.avro.OddsOutcome;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.specific.SpecificDatumWriter;
import org.apache.kafka.clients.producer.ProducerRecord;

/** Five records that no producer should send, each broken in its own way. */
final class BrokenRecords {
  private static final Instant OBSERVED = Instant.parse("2024-03-21T14:10:19Z");

  private final String topic;
  private final int schemaId;

  /**
   * @param schemaId of {@code OddsEvent} in the registry
   */
  BrokenRecords(String topic, int schemaId) {
    this.topic = topic;
    this.schemaId = schemaId;
  }

  List<ProducerRecord<byte[], byte[]>> all() throws IOException {
    byte[] good = encode(event(1.95));
    return List.of(
        record("h2h", null),
        record("h2h", "{\"event_id\":\"json-is-not-avro\"}".getBytes(StandardCharsets.UTF_8)),
        record("h2h", Arrays.copyOf(good, good.length - 7)),
        record("totals", good),
        record("h2h", encode(event(1.0))));
  }

  private ProducerRecord<byte[], byte[]> record(String key, byte[] value) {
    return new ProducerRecord<>(
        topic, null, OBSERVED.toEpochMilli(), key.getBytes(StandardCharsets.UTF_8), value);
  }

  private static OddsEvent event(double price) {
    return OddsEvent.newBuilder()
        .setEventId("demo-broken")
        .setSportKey("icehockey_nhl")
        .setCommenceTime(OBSERVED.plusSeconds(3600))
        .setHomeTeam("Boston Bruins")
        .setAwayTeam("New York Rangers")
        .setBookmaker("draftkings")
        .setBetType(BetType.h2h)
        .setOutcomes(
            List.of(
                OddsOutcome.newBuilder().setName("Boston Bruins").setPrice(price).build(),
                OddsOutcome.newBuilder().setName("New York Rangers").setPrice(1.95).build()))
        .setLastUpdate(OBSERVED)
        .build();
  }

  private byte[] encode(OddsEvent event) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    bytes.write(0);
    bytes.write(ByteBuffer.allocate(Integer.BYTES).putInt(schemaId).array());
    BinaryEncoder encoder = EncoderFactory.get().binaryEncoder(bytes, null);
    new SpecificDatumWriter<>(OddsEvent.class).write(event, encoder);
    encoder.flush();
    return bytes.toByteArray();
  }
}
