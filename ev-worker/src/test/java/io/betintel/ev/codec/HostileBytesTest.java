package io.betintel.ev.codec;

import static io.betintel.ev.codec.WireEvents.NOON;
import static io.betintel.ev.codec.WireEvents.event;
import static io.betintel.ev.codec.WireEvents.wire;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.betintel.ev.avro.OddsEvent;
import io.confluent.kafka.schemaregistry.avro.AvroSchema;
import io.confluent.kafka.schemaregistry.client.MockSchemaRegistryClient;
import java.nio.ByteBuffer;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.lifecycle.BeforeContainer;

/** Whatever the bytes are: a snapshot, or a broken record. Nothing else, and no error. */
class HostileBytesTest {
  private static final byte[] H2H = "h2h".getBytes(UTF_8);

  private final MockSchemaRegistryClient registry = new MockSchemaRegistryClient();
  private final int id;
  private final OddsEventDecoder decoder;

  HostileBytesTest() throws Exception {
    id = registry.register(Topics.ODDS_EVENTS_SUBJECT, new AvroSchema(OddsEvent.getClassSchema()));
    decoder =
        new OddsEventDecoder(
            new WriterSchemas(registry, Clock.systemUTC(), Duration.ZERO, Duration.ofSeconds(1)),
            Duration.ofMinutes(1));
  }

  @BeforeContainer
  static void trustGeneratedClasses() {
    AvroRuntime.prepare();
  }

  @Property(tries = 2000, seed = "20261101")
  void randomBytesAreBroken(@ForAll @Size(max = 200) byte[] avro) {
    decodesOrIsBroken(H2H, wire(id, avro));
  }

  @Property(tries = 300, seed = "20261101")
  void randomKeysAndValuesAreBroken(
      @ForAll @Size(max = 20) byte[] key, @ForAll @Size(max = 40) byte[] value) {
    assertThat(decodesOrIsBroken(key, value)).isFalse();
  }

  @Property(tries = 4000, seed = "20261101")
  void damagedRecordIsReadOrBroken(
      @ForAll Random random, @ForAll @IntRange(min = 1, max = 8) int damages) {
    byte[] value = wire(id, event(change -> {}));
    for (int i = 0; i < damages; i++) {
      int at = 5 + random.nextInt(value.length - 5);
      switch (random.nextInt(4)) {
        case 0 -> value[at] ^= (byte) (1 << random.nextInt(8));
        case 1 -> value[at] = (byte) 0xFF;
        case 2 -> value = Arrays.copyOf(value, Math.max(6, at));
        default -> // a varint of eight bytes where something else was
            Arrays.fill(value, at, Math.min(value.length, at + 8), (byte) 0x80);
      }
    }
    decodesOrIsBroken(H2H, value);
  }

  /** Whether it is a snapshot. */
  private boolean decodesOrIsBroken(byte[] key, byte[] value) {
    try {
      decoder.decode(key, value, NOON.toEpochMilli());
      return true;
    } catch (BrokenRecordException broken) {
      assertThat(broken.getMessage()).isNotBlank();
      return false;
    }
  }

  @Property(tries = 50, seed = "20261101")
  void anySchemaIdIsBrokenOrKnown(@ForAll int schemaId) {
    byte[] value = ByteBuffer.allocate(10).put((byte) 0).putInt(schemaId).array();

    assertThat(decodesOrIsBroken(H2H, value)).isFalse();
  }
}
