package io.betintel.ev.codec;

import static io.betintel.ev.codec.WireEvents.NOON;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.betintel.ev.ops.Mangler;
import io.betintel.ev.schemas.Contract;
import io.confluent.kafka.schemaregistry.avro.AvroSchema;
import io.confluent.kafka.schemaregistry.client.MockSchemaRegistryClient;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Broken records and lines are refused in the decoder's own words, and cost little. */
@Timeout(300)
class DecoderFuzzTest {
  private static final byte[] H2H = "h2h".getBytes(UTF_8);

  @Test
  void brokenEventsAreBrokenRecords() {
    Decoding decoding = new Decoding();
    byte[] good = WireEvents.wire(decoding.id(), WireEvents.event(change -> {}));
    Mangler mangler = new Mangler(1);
    for (int round = 0; round < 5 * Mangler.ROUNDS; round++) {
      // The id stays: an unknown one is asked for, which takes time.
      byte[] value = withHead(good, mangler.bytes(tail(good)));
      byte[] key = round % 9 == 0 ? mangler.bytes(H2H) : H2H;
      long time = round % 5 == 0 ? Long.MIN_VALUE + round : NOON.toEpochMilli();
      Mangler.read(
          round, value, () -> decoding.decode(key, value, time), BrokenRecordException.class);
    }
  }

  @Test
  void brokenLinesAreBrokenRecords() throws Exception {
    MockSchemaRegistryClient registry = new MockSchemaRegistryClient();
    int id =
        registry.register(Topics.LINES_SUBJECT, new AvroSchema(Contract.pricedLine().current()));
    PricedLineCodec codec =
        new PricedLineCodec(
            new WriterSchemas(registry, Clock.systemUTC(), Duration.ZERO, Duration.ZERO), id);
    List<byte[]> good = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      good.add(codec.encode(new RandomLines(new Random(i)).line()));
    }
    Mangler mangler = new Mangler(2);
    for (int round = 0; round < 2 * Mangler.ROUNDS; round++) {
      byte[] one = mangler.one(good);
      byte[] value = withHead(one, mangler.bytes(tail(one)));
      Mangler.read(round, value, () -> codec.decode(value), BrokenRecordException.class);
    }
  }

  /** What follows the magic byte and the schema's id. */
  private static byte[] tail(byte[] wire) {
    byte[] tail = new byte[wire.length - 5];
    System.arraycopy(wire, 5, tail, 0, tail.length);
    return tail;
  }

  private static byte[] withHead(byte[] wire, byte[] tail) {
    byte[] value = new byte[5 + tail.length];
    System.arraycopy(wire, 0, value, 0, 5);
    System.arraycopy(tail, 0, value, 5, tail.length);
    return value;
  }
}
