package io.betintel.ev.codec;

import static org.assertj.core.api.Assertions.assertThat;

import io.betintel.ev.priced.PricedLine;
import io.betintel.ev.sink.PricedLines;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.lifecycle.BeforeContainer;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.BinaryDecoder;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.specific.SpecificDatumWriter;

/** The direct writer against Avro's own, and against every field of the schema. */
class LineWriterTest {
  private static final int HEADER = 5;
  private static final Schema SCHEMA = io.betintel.ev.avro.PricedLine.getClassSchema();

  private final PricedLineCodec codec = new PricedLineCodec(null, 0x01020384);

  @BeforeContainer
  static void trustGeneratedClasses() {
    AvroRuntime.prepare();
  }

  @Property(tries = 2000, seed = "20261101")
  void bytesAreThoseOfAvrosOwnWriter(@ForAll Random random) {
    PricedLine line = new RandomLines(random).line();

    byte[] bytes = codec.encode(line);

    assertThat(Arrays.copyOfRange(bytes, 0, HEADER)).containsExactly(0, 1, 2, 3, 0x84);
    assertThat(Arrays.copyOfRange(bytes, HEADER, bytes.length))
        .as("%s", line)
        .isEqualTo(byAvro(line));
  }

  @Example
  void bufferOfALargeLineDoesNotChangeTheNextOne() throws IOException {
    PricedLine small = PricedLines.joined(PricedLines.TOTALS, "e1", 5.5, 2.1);
    byte[] before = codec.encode(small);

    byte[] large = codec.encode(withLink(small, "x".repeat(300_000)));

    assertThat(large).hasSizeGreaterThan(300_000);
    assertThat(codec.encode(small)).isEqualTo(before);
  }

  private static PricedLine withLink(PricedLine line, String link) {
    return new PricedLine(
        line.id(),
        line.event(),
        line.betType(),
        link,
        line.point(),
        line.status(),
        line.notPriced(),
        line.marketTime(),
        line.validUntil(),
        line.shape(),
        line.settlement(),
        line.method(),
        line.consensus(),
        line.settingsVersion(),
        line.references(),
        line.outcomes(),
        line.arbitrage(),
        line.middles(),
        line.nearness());
  }

  /**
   * A field that is new in the schema is missing here: {@link LineWriter}, {@link OfferWriter} or
   * {@link CombinedBetsWriter} must write it, and {@link FullLine} have a value for it.
   */
  @Example
  void everyFieldOfTheSchemaIsWrittenInItsOrderAndType() throws IOException {
    byte[] bytes = codec.encode(FullLine.line());
    BinaryDecoder decoder =
        DecoderFactory.get().binaryDecoder(bytes, HEADER, bytes.length - HEADER, null);
    GenericRecord read = new GenericDatumReader<GenericRecord>(SCHEMA).read(null, decoder);
    List<String> fields = new ArrayList<>();

    walk("", read, fields);

    assertThat(decoder.isEnd()).as("bytes that no field of the schema has").isTrue();
    assertThat(String.join("\n", fields) + "\n").isEqualTo(FullLine.FIELDS);
  }

  /** Path, type and value of every field; of an array the first item. */
  private static void walk(String path, GenericRecord record, List<String> fields) {
    for (Schema.Field field : record.getSchema().getFields()) {
      Object value = record.get(field.pos());
      String name = path + field.name();
      boolean array = value instanceof List<?>;
      Object first = array && !((List<?>) value).isEmpty() ? ((List<?>) value).get(0) : value;
      if (first instanceof GenericRecord inner) {
        walk(name + ".", inner, fields);
      } else {
        fields.add(name + " " + type(field.schema()) + " " + first);
      }
    }
  }

  private static String type(Schema schema) {
    return switch (schema.getType()) {
      case UNION -> type(schema.getTypes().get(1)) + "?";
      case ARRAY -> type(schema.getElementType()) + "[]";
      default ->
          schema.getLogicalType() == null
              ? schema.getType().getName()
              : schema.getLogicalType().getName();
    };
  }

  private static byte[] byAvro(PricedLine line) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    BinaryEncoder encoder = EncoderFactory.get().binaryEncoder(out, null);
    try {
      new SpecificDatumWriter<io.betintel.ev.avro.PricedLine>(SCHEMA)
          .write(AvroLines.toAvro(line), encoder);
      encoder.flush();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
    return out.toByteArray();
  }
}
