package io.betintel.ev.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.betintel.ev.avro.OddsEvent;
import io.betintel.ev.bettype.Label;
import io.betintel.ev.bettype.Method;
import io.betintel.ev.odds.BetType;
import io.betintel.ev.priced.Offer;
import io.betintel.ev.priced.PricedLine;
import io.betintel.ev.schemas.Contract;
import io.betintel.ev.sink.PricedLines;
import io.confluent.kafka.schemaregistry.avro.AvroSchema;
import io.confluent.kafka.schemaregistry.client.MockSchemaRegistryClient;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
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
          PricedLines.open(TOTALS, "e1", 5.5, 2.1),
          PricedLines.joined(TOTALS, "e1", 5.5, 2.1),
          PricedLines.withdrawn(TOTALS, "e1", 5.0)
        }) {
      assertThat(codec.decode(codec.encode(line))).isEqualTo(line);
    }
  }

  /** As after a registry was lost and its schemas were registered again, in another order. */
  @Test
  void lineWhoseIdMeansNothingOrSomethingElseIsReadByItsOwnRelease() throws Exception {
    int odds = registry.register("odds.events-value", new AvroSchema(OddsEvent.getClassSchema()));
    int newest = register(current());
    PricedLine line = PricedLines.joined(TOTALS, "e1", 5.5, 2.1);
    byte[] written = new PricedLineCodec(schemas, newest).encode(line);
    PricedLineCodec reading = new PricedLineCodec(schemas);

    for (int id : new int[] {4711, odds, newest}) {
      ByteBuffer.wrap(written).putInt(1, id);
      assertThat(reading.decode(written)).isEqualTo(line);
      // Bytes of the first release, under the id of the newest too.
      assertThat(reading.decode(wire(id, FIRST, first())).references()).hasSize(1);
    }
    byte[] longer = Arrays.copyOf(written, written.length + 1);
    ByteBuffer.wrap(longer).putInt(1, 4711);
    assertThatThrownBy(() -> reading.decode(longer))
        .isInstanceOf(BrokenRecordException.class)
        .hasMessageContaining(
            "schema id 4711 is not in the registry, and no release of ev.lines-value");
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
            .encode(PricedLines.joined(TOTALS, "e1", 5.5, 2.1));

    GenericRecord read = read(bytes, FIRST);

    assertThat(read.get("line_id")).hasToString("e1|totals||5.5|");
    assertThat(read.get("settings_version")).isEqualTo(1);
  }

  @Test
  void wordsOfANewerBuildAreReadAsUnknownAndPassedOnAsTheyAre() throws Exception {
    GenericRecord newer = written(current());
    newer.put("shape", "newer_shape");
    newer.put("method", "newer_method");
    newer.put("consensus", "newer_consensus");
    newer.put("settlement", "newer_settlement");
    newer.put("not_priced", "newer_reason");
    first(newer, "references").put("method", "newer_method");
    GenericRecord newerOffer = first(first(newer, "outcomes"), "offers");
    newerOffer.put("value_class", "newer_class");
    newerOffer.put("flags", List.of("suspect", "newer_flag"));
    byte[] bytes = wire(register(current()), current(), newer);

    PricedLine line = new PricedLineCodec(schemas).decode(bytes);

    Offer offer = line.outcomes().get(0).offers().get(0);
    assertThat(
            Stream.of(
                line.shape(),
                line.method(),
                line.consensus(),
                line.settlement(),
                line.notPriced(),
                line.references().get(0).method(),
                offer.value().valueClass()))
        .allMatch(word -> word.known().isEmpty())
        .extracting(Label::label)
        .containsExactly(
            "newer_shape",
            "newer_method",
            "newer_consensus",
            "newer_settlement",
            "newer_reason",
            "newer_method",
            "newer_class");
    assertThat(offer.flags()).extracting(Label::label).containsExactly("suspect", "newer_flag");
    assertThat(offer.suspect()).isTrue();

    GenericRecord again =
        read(new PricedLineCodec(schemas, register(current())).encode(line), current());
    assertThat(again).hasToString(newer.toString());
  }

  @Test
  void statusAndFieldsOfANewerBuildAreReadAsUnknown() throws Exception {
    Schema newerSchema =
        new Schema.Parser()
            .parse(
                current()
                    .toString()
                    .replace("\"withdrawn\"]", "\"withdrawn\",\"paused\"]")
                    .replace(
                        "{\"name\":\"net_price\"",
                        "{\"name\":\"newer_field\",\"type\":\"string\",\"default\":\"x\"},"
                            + "{\"name\":\"net_price\""));
    GenericRecord newer =
        read(wire(register(current()), current(), written(current())), newerSchema);
    newer.put(
        "status", new GenericData.EnumSymbol(newerSchema.getField("status").schema(), "paused"));
    first(first(newer, "outcomes"), "offers").put("kelly", null);

    PricedLine line =
        new PricedLineCodec(schemas).decode(wire(register(newerSchema), newerSchema, newer));

    assertThat(line.status()).isEqualTo(PricedLine.Status.UNKNOWN);
    assertThat(line.outcomes().get(0).offers().get(0).value()).isNull();
  }

  /** As the first release would have written a line: with its own generated classes' fields. */
  private GenericRecord first() throws Exception {
    return written(FIRST);
  }

  private GenericRecord written(Schema schema) throws Exception {
    return read(
        new PricedLineCodec(schemas, register(current()))
            .encode(PricedLines.open(TOTALS, "e1", 5.5, 2.1)),
        schema);
  }

  private static GenericRecord read(byte[] bytes, Schema schema) throws Exception {
    return new GenericDatumReader<GenericRecord>(current(), schema, new GenericData())
        .read(null, DecoderFactory.get().binaryDecoder(bytes, 5, bytes.length - 5, null));
  }

  private static GenericRecord first(GenericRecord record, String array) {
    return (GenericRecord) ((List<?>) record.get(array)).get(0);
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
