package io.betintel.ev.codec;

import static org.assertj.core.api.Assertions.assertThat;

import io.betintel.ev.odds.InvalidOddsException;
import io.betintel.ev.priced.PricedLine;
import io.betintel.ev.schemas.Contract;
import io.confluent.kafka.schemaregistry.avro.AvroSchema;
import io.confluent.kafka.schemaregistry.client.MockSchemaRegistryClient;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.Random;
import java.util.function.Supplier;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.lifecycle.BeforeContainer;

/** The direct reader of lines against Avro's: the same line, or the same exception. */
class DirectLineReaderTest {
  private final MockSchemaRegistryClient registry = new MockSchemaRegistryClient();
  private final PricedLineCodec codec;

  DirectLineReaderTest() throws Exception {
    int id =
        registry.register(Topics.LINES_SUBJECT, new AvroSchema(Contract.pricedLine().current()));
    codec =
        new PricedLineCodec(
            new WriterSchemas(registry, Clock.systemUTC(), Duration.ZERO, Duration.ZERO), id);
  }

  @BeforeContainer
  static void trustGeneratedClasses() {
    AvroRuntime.prepare();
  }

  @Example
  void everyFieldIsRead() {
    assertThat(codec.direct(codec.encode(FullLine.line()))).isEqualTo(FullLine.line());
  }

  @Property(tries = 2000, seed = "20261101")
  void anyLineReadsTheSame(@ForAll Random random) {
    byte[] bytes = codec.encode(new RandomLines(random).line());

    PricedLine byAvro = LineAvro.read(bytes, 5, io.betintel.ev.avro.PricedLine.getClassSchema());
    assertThat(codec.decode(bytes)).isEqualTo(byAvro);
    assertThat(codec.decode(bytes)).as("with what the first time has left").isEqualTo(byAvro);
    assertThat(codec.byAvro(bytes)).as("rewritten").isEqualTo(byAvro);
  }

  @Property(tries = 4000, seed = "20261101")
  void damagedBytesReadTheSame(@ForAll Random random) {
    byte[] bytes = codec.encode(FullLine.line());
    for (int damages = 1 + random.nextInt(3); damages > 0; damages--) {
      int at = 5 + random.nextInt(bytes.length - 5);
      switch (random.nextInt(4)) {
        case 0 -> bytes[at] ^= (byte) (1 << random.nextInt(8));
        case 1 -> bytes[at] = (byte) random.nextInt();
        case 2 -> bytes = Arrays.copyOf(bytes, Math.max(6, at));
        default -> bytes = Arrays.copyOf(bytes, bytes.length + 1);
      }
    }
    byte[] damaged = bytes;

    assertThat(read(() -> codec.decode(damaged)))
        .isEqualTo(LineAvro.read(damaged, 5, io.betintel.ev.avro.PricedLine.getClassSchema()));
  }

  /** Null if it is refused. */
  private static PricedLine read(Supplier<PricedLine> reading) {
    try {
      return reading.get();
    } catch (BrokenRecordException | InvalidOddsException refused) {
      return null;
    }
  }
}
