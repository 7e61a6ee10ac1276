package io.betintel.ev.codec;

import io.betintel.ev.avro.PricedLine;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.BinaryDecoder;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.io.EncoderFactory;

/**
 * Lines that were written with another schema, as bytes of ours: Avro resolves the one to the other
 * and writes the result, so that one class alone knows the fields. For one thread.
 *
 * <p>Rejected: to read them into the generated classes. It took three classes more, and each field
 * twice, for lines that only a rollout brings.
 */
final class OtherSchema {
  private static final Schema OURS = PricedLine.getClassSchema();
  private static final GenericDatumWriter<GenericRecord> WRITER = new GenericDatumWriter<>(OURS);

  private final GenericDatumReader<GenericRecord> reader;

  /**
   * @param writer the schema of the lines
   */
  OtherSchema(Schema writer) {
    this.reader = new GenericDatumReader<>(writer, OURS);
  }

  /**
   * @param start where the line begins
   * @throws IOException if the bytes are no line, or there are more of them
   */
  byte[] toOurs(byte[] value, int start) throws IOException {
    BinaryDecoder decoder =
        DecoderFactory.get().binaryDecoder(value, start, value.length - start, null);
    GenericRecord line = reader.read(null, decoder);
    if (!decoder.isEnd()) {
      throw new IOException("bytes follow the line");
    }
    ByteArrayOutputStream ours = new ByteArrayOutputStream(value.length);
    BinaryEncoder encoder = EncoderFactory.get().directBinaryEncoder(ours, null);
    WRITER.write(line, encoder);
    encoder.flush();
    return ours.toByteArray();
  }
}
