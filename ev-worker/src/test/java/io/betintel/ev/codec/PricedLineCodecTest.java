package io.betintel.ev.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.betintel.ev.odds.BetType;
import io.betintel.ev.schemas.Contract;
import io.betintel.ev.sink.Lines;
import io.betintel.ev.bettype.Method;
import java.util.stream.Stream;
import io.betintel.ev.priced.Offer;
import io.betintel.ev.priced.PricedLine;
import io.confluent.kafka.schemaregistry.avro.AvroSchema;
import io.confluent.kafka.schemaregistry.client.MockSchemaRegistryClient;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.time.Clock;
import java.time.Duration;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.io.EncoderFactory;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class PricedLineCodecTest {
  private static final BetType TOTALS = new BetType("totals");
  private static final Schema FIRST = Contract.pricedLine().releases().get(0).schema();

  private final MockSchemaRegistryClient registry = new MockSchemaRegistryClient();
  private final WriterSchemas schemas =
      new WriterSchemas(registry, Clock.systemUTC(), Duration.ZERO, Duration.ZERO);

  @BeforeAll
  static void trustGeneratedClasses() {
    AvroRuntime.prepare();
  }

  @Test
  void whatIsWrittenReadsBackTheSame() throws Exception {
    PricedLineCodec codec = new PricedLineCodec(schemas, register(current()));

    for (PricedLine line :
        new PricedLine[] {
          Lines.open(TOTALS, "e1", 5.5, 2.1),
          Lines.joined(TOTALS, "e1", 5.5, 2.1),
          Lines.withdrawn(TOTALS, "e1", 5.0)
        }) {
      assertThat(codec.decode(codec.encode(line))).isEqualTo(line);
    }
  }

  @Test
  void everyMethodHasItsField() {
    assertThat(
            io.betintel.ev.avro.EvByMethod.getClassSchema().getFields().stream()
                .map(Schema.Field::name))
        .containsExactlyElementsOf(Stream.of(Method.values()).map(Method::label).toList());
  }

  @Test
  void lineOfTheFirstReleaseIsReadWithoutWhatItDidNotSay() throws Exception {
    PricedLine line = new PricedLineCodec(schemas).decode(wire(register(FIRST), FIRST, first()));

    assertThat(line.settlement()).isNull();
    assertThat(line.arbitrage()).isNull();
    assertThat(line.middles()).isEmpty();
    assertThat(line.references().get(0).hold()).isEqualTo(1 - 1 / 1.04);
    assertThat(line.references().get(0).age()).isNull();
    Offer offer = line.outcomes().get(0).offers().get(0);
    assertThat(offer.value().ev()).isCloseTo(0.05, within(1e-12)); // 2.1 / 2 - 1
    assertThat(offer.value().worstCaseEv()).isNull();
    assertThat(offer.value().evByMethod()).isNull();
    assertThat(line.outcomes().get(0).top()).isNull();
  }

  @Test
  void workerOfTheFirstReleaseReadsWhatThisOneWrites() throws Exception {
    byte[] bytes =
        new PricedLineCodec(schemas, register(current()))
            .encode(Lines.joined(TOTALS, "e1", 5.5, 2.1));

    GenericRecord read =
        new GenericDatumReader<GenericRecord>(current(), FIRST)
            .read(null, DecoderFactory.get().binaryDecoder(bytes, 5, bytes.length - 5, null));

    assertThat(read.get("line_id")).hasToString("e1|totals||5.5|");
    assertThat(read.get("settings_version")).isEqualTo(1);
  }

  /** As the first release would have written a line: with its own generated classes' fields. */
  private GenericRecord first() throws Exception {
    byte[] bytes =
        new PricedLineCodec(schemas, register(current()))
            .encode(Lines.open(TOTALS, "e1", 5.5, 2.1));
    return new GenericDatumReader<GenericRecord>(current(), FIRST, new GenericData())
        .read(null, DecoderFactory.get().binaryDecoder(bytes, 5, bytes.length - 5, null));
  }

  private static Schema current() {
    return Contract.pricedLine().current();
  }

  private int register(Schema schema) throws Exception {
    return registry.register(Topics.LINES_SUBJECT, new AvroSchema(schema));
  }

  private static byte[] wire(int id, Schema schema, GenericRecord record) throws Exception {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(0);
    out.writeBytes(ByteBuffer.allocate(Integer.BYTES).putInt(id).array());
    BinaryEncoder encoder = EncoderFactory.get().binaryEncoder(out, null);
    new GenericDatumWriter<GenericRecord>(schema).write(record, encoder);
    encoder.flush();
    return out.toByteArray();
  }
}
