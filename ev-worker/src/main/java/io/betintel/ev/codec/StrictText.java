package io.betintel.ev.codec;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HexFormat;
import java.util.Optional;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.Decoder;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.io.ResolvingDecoder;
import org.apache.avro.util.Utf8;

/**
 * Finds the text of a value that is not UTF-8: Avro's readers put U+FFFD for what they cannot read,
 * and a name that nobody wrote would become an outcome. Used once.
 */
final class StrictText extends GenericDatumReader<GenericRecord> {
  /** What Java puts in place of bytes that are not UTF-8; text may also contain it by itself. */
  static final char REPLACEMENT = '\uFFFD';

  private static final int SHOWN = 32;

  private final Deque<String> fields = new ArrayDeque<>();
  private long item;
  private Broken broken;

  private StrictText(Schema writer) {
    super(writer, writer, new GenericData().setFastReaderEnabled(false));
  }

  /**
   * A text that is not UTF-8.
   *
   * @param field its path, such as {@code outcomes[2].name}
   * @param hex its first bytes
   */
  record Broken(String field, String hex) {
    String message() {
      return field + " is " + hex + " (hex), not UTF-8: write text as UTF-8";
    }

    /** Whether it says neither which market the value is of nor whose. */
    boolean leavesTheQuoteKnown() {
      return !field.equals("event_id") && !field.equals("bookmaker");
    }
  }

  /**
   * The first of a value.
   *
   * @param writer the schema of the value, which it fits
   */
  static Optional<Broken> first(Schema writer, byte[] value, int start) {
    StrictText reader = new StrictText(writer);
    try {
      reader.read(
          null, DecoderFactory.get().binaryDecoder(value, start, value.length - start, null));
    } catch (IOException e) {
      throw new IllegalStateException("the value was read before", e);
    }
    return Optional.ofNullable(reader.broken);
  }

  @Override
  protected void readField(
      Object record, Schema.Field field, Object old, ResolvingDecoder in, Object state)
      throws IOException {
    fields.addLast(fields.isEmpty() ? field.name() : "[" + item + "]." + field.name());
    super.readField(record, field, old, in, state);
    fields.removeLast();
  }

  @Override
  protected Object readArray(Object old, Schema expected, ResolvingDecoder in) throws IOException {
    item = 0;
    return super.readArray(old, expected, in);
  }

  @Override
  protected void addToArray(Object array, long position, Object element) {
    super.addToArray(array, position, element);
    item = position + 1;
  }

  @Override
  protected Object readString(Object old, Schema expected, Decoder in) throws IOException {
    Utf8 text = in.readString(new Utf8());
    if (broken == null) {
      ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(), 0, text.getByteLength());
      try {
        StandardCharsets.UTF_8.newDecoder().decode(bytes);
      } catch (CharacterCodingException e) {
        String hex =
            HexFormat.of().formatHex(text.getBytes(), 0, Math.min(SHOWN, text.getByteLength()));
        broken = new Broken(String.join("", fields), hex);
      }
    }
    return text;
  }
}
