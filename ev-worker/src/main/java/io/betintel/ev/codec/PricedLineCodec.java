package io.betintel.ev.codec;

import io.betintel.ev.priced.PricedLine;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.SchemaNormalization;

/**
 * Priced lines to and from the bytes of {@code ev.lines}: the Confluent wire format. Owned by one
 * thread.
 */
public final class PricedLineCodec {
  private static final int HEADER = 1 + Integer.BYTES;
  private static final Schema OURS = io.betintel.ev.avro.PricedLine.getClassSchema();
  private static final String OUR_FORM = SchemaNormalization.toParsingForm(OURS);

  private static final int NOT_REGISTERED = -1;

  private final WriterSchemas schemas;
  private final int schemaId;
  private final AvroOutput out = new AvroOutput();
  private final LineWriter writer = new LineWriter(out);
  private final DirectLineReader direct = new DirectLineReader();
  private final OwnReleases own = new OwnReleases(direct);

  /** The line whose bytes the output holds; null if it holds none. */
  private PricedLine written;

  private final Map<Integer, Reader> readers = new HashMap<>();

  /** A codec that only reads. */
  public PricedLineCodec(WriterSchemas schemas) {
    this(schemas, NOT_REGISTERED);
  }

  /**
   * @param schemaId the registry's id of this build's {@code PricedLine}
   */
  public PricedLineCodec(WriterSchemas schemas, int schemaId) {
    this.schemas = schemas;
    this.schemaId = schemaId;
  }

  /**
   * @throws IllegalStateException if the codec only reads
   */
  @SuppressWarnings("ReferenceEquality") // the very line whose fingerprint was asked for
  public byte[] encode(PricedLine line) {
    if (schemaId == NOT_REGISTERED) {
      throw new IllegalStateException("this codec only reads");
    }
    if (line != written) {
      write(line, (id, validUntil) -> validUntil);
    }
    return out.toByteArray();
  }

  /**
   * Tells whether a reader can act on a difference between two publications of a line: 64 bits of
   * everything in it but the times and ages that change with every observation; validity counts in
   * steps. The line's bytes wait for {@link #encode}.
   */
  public long fingerprint(PricedLine line, ValidityStep step) {
    write(line, step);
    return writer.fingerprint();
  }

  private void write(PricedLine line, ValidityStep step) {
    written = null;
    out.begin(schemaId);
    writer.write(line, step);
    written = line;
  }

  /**
   * The line of a record's value. It waits for nothing. If the registry does not know the schema's
   * id for good, or the bytes are not of that schema, this project's own releases read it.
   *
   * @throws BrokenRecordException if the bytes are not a priced line
   * @throws SchemaPendingException if the registry has not given the schema yet
   */
  public PricedLine decode(byte[] value) {
    if (value.length < HEADER || value[0] != 0) {
      throw new BrokenRecordException(
          BrokenRecordException.Reason.NOT_WIRE_FORMAT, "value is not a priced line");
    }
    try {
      PricedLine line = direct(value);
      return line != null ? line : byAvro(value);
    } catch (SchemaPendingException e) {
      throw e;
    } catch (RuntimeException e) {
      PricedLine line = own.read(value, HEADER);
      if (line == null) {
        throw unreadable(ByteBuffer.wrap(value).getInt(1), e);
      }
      return line;
    }
  }

  /** The remedies for producers of odds events are none here: workers write lines. */
  private static RuntimeException unreadable(int id, RuntimeException e) {
    return e instanceof BrokenRecordException broken
            && broken.reason() == BrokenRecordException.Reason.UNKNOWN_SCHEMA
        ? new BrokenRecordException(
            broken.reason(),
            "schema id "
                + id
                + " is not in the registry, and no release of "
                + Topics.LINES_SUBJECT
                + " that this build has reads the line: run ev-worker schemas of the newest build",
            broken)
        : e;
  }

  /** Null if the line is unusual, or not of our schema. */
  PricedLine direct(byte[] value) {
    return reader(value).direct() ? direct.read(value, HEADER) : null;
  }

  PricedLine byAvro(byte[] value) {
    OtherSchema schema = reader(value).byAvro();
    try {
      return direct.require(schema.toOurs(value, HEADER), 0);
    } catch (IOException | RuntimeException e) {
      throw new BrokenRecordException(
          BrokenRecordException.Reason.UNDECODABLE, "value is not a priced line: " + e, e);
    }
  }

  private Reader reader(byte[] value) {
    int id = ByteBuffer.wrap(value).getInt(1);
    return readers.computeIfAbsent(id, i -> Reader.of(i, schemas.findNow(i)));
  }

  /**
   * What reads the values of one schema.
   *
   * @param direct whether the bytes are those of our schema
   */
  private record Reader(boolean direct, OtherSchema byAvro) {
    static Reader of(int id, Schema writer) {
      if (!writer.getFullName().equals(OURS.getFullName())) {
        throw new BrokenRecordException(
            BrokenRecordException.Reason.WRONG_SCHEMA,
            "schema id " + id + " is " + writer.getFullName() + ", not " + OURS.getFullName());
      }
      return new Reader(
          SchemaNormalization.toParsingForm(writer).equals(OUR_FORM), new OtherSchema(writer));
    }
  }
}
