package io.betintel.ev.harness;

import io.betintel.ev.oracle.Figures;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Objects;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.DecoderFactory;

/** A published line out of its bytes, by Avro itself: the worker's own codec is under test. */
final class AvroFigures {
  /** The magic byte and the schema's id. */
  private static final int HEADER = 1 + Integer.BYTES;

  private AvroFigures() {}

  /** The id of the schema that the record was written with. */
  static int schemaId(byte[] value) {
    return ByteBuffer.wrap(value).getInt(1);
  }

  static Figures of(byte[] value, Schema writer) {
    try {
      GenericRecord line =
          new GenericDatumReader<GenericRecord>(writer)
              .read(
                  null,
                  DecoderFactory.get().binaryDecoder(value, HEADER, value.length - HEADER, null));
      Figures figures = new Figures();
      add(figures, "", line);
      return figures;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void add(Figures figures, String path, Object value) {
    if (value instanceof GenericRecord record) {
      for (Schema.Field field : record.getSchema().getFields()) {
        add(figures, JsonFigures.below(path, field.name()), record.get(field.pos()));
      }
    } else if (value instanceof List<?> list && !list.isEmpty()) {
      if (list.get(0) instanceof GenericRecord) {
        for (int i = 0; i < list.size(); i++) {
          add(figures, JsonFigures.below(path, Integer.toString(i)), list.get(i));
        }
      } else {
        figures.put(path, JsonFigures.sorted(list.stream().map(Objects::toString).toList()));
      }
    } else if (value instanceof Number || value instanceof Boolean) {
      figures.put(path, value);
    } else if (value != null && !(value instanceof List)) {
      figures.put(path, value.toString());
    }
  }
}
