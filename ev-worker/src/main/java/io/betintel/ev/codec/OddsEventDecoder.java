package io.betintel.ev.codec;

import io.betintel.ev.avro.OddsEvent;
import io.betintel.ev.codec.BrokenRecordException.Reason;
import io.betintel.ev.odds.BetType;
import io.betintel.ev.odds.MarketSnapshot;
import io.betintel.ev.schemas.BetTypeSymbols;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.Schema;
import org.apache.avro.SchemaCompatibility;
import org.apache.avro.SchemaCompatibility.SchemaCompatibilityType;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.BinaryDecoder;
import org.apache.avro.io.DatumReader;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.specific.SpecificDatumReader;

/** Decodes records of {@code odds.events} to snapshots. For one thread. */
public final class OddsEventDecoder {
  private static final int HEADER = 1 + Integer.BYTES;
  private static final byte MAGIC = 0;
  private static final Schema OURS = OddsEvent.getClassSchema();

  /** By place: the constant of a bet type that is a Java keyword has another name. */
  private static final List<String> SYMBOLS = BetTypeSymbols.of(OURS);

  private final IntFunction<Schema> schemas;
  private final OddsEventContract contract;
  private final DirectEventReader direct;
  private final Map<Integer, Readers> readers = new HashMap<>();
  private BinaryDecoder decoder;

  /**
   * @param mostAhead by how much {@code last_update} may be later than the record timestamp
   */
  public OddsEventDecoder(WriterSchemas schemas, Duration mostAhead) {
    this(schemas::find, new OddsEventContract(mostAhead));
  }

  /**
   * A decoder that waits only for a registry that gives no answer, and not for one that does not
   * know an id: see {@link WriterSchemas#findUnlessDenied}.
   *
   * @param mostAhead by how much {@code last_update} may be later than the record timestamp
   */
  public static OddsEventDecoder unlessDenied(WriterSchemas schemas, Duration mostAhead) {
    return new OddsEventDecoder(schemas::findUnlessDenied, new OddsEventContract(mostAhead));
  }

  OddsEventDecoder(IntFunction<Schema> schemas, OddsEventContract contract) {
    this.schemas = schemas;
    this.contract = contract;
    this.direct = new DirectEventReader(contract);
  }

  /**
   * Decodes a record.
   *
   * @param timestamp the record's, milliseconds since the epoch
   * @throws BrokenRecordException if the record is broken for good
   * @throws SchemaPendingException if the registry has not given the schema yet
   */
  public MarketSnapshot decode(byte[] key, byte[] value, long timestamp) {
    MarketSnapshot snapshot = direct(key, value, timestamp);
    return snapshot != null ? snapshot : byAvro(key, value, timestamp);
  }

  /** Null if the record is broken or unusual, or the first of its schema. */
  MarketSnapshot direct(byte[] key, byte[] value, long timestamp) {
    if (value == null || value.length < HEADER || value[0] != MAGIC || timestamp <= 0) {
      return null;
    }
    Readers known = readers.get(ByteBuffer.wrap(value).getInt(1));
    return known == null || known.layout() == null
        ? null
        : direct.read(key, value, HEADER, known.layout(), Instant.ofEpochMilli(timestamp));
  }

  /** By the writer's schema, whatever it is; says what is wrong with a broken record. */
  MarketSnapshot byAvro(byte[] key, byte[] value, long timestamp) {
    String keyText = key(key);
    if (value == null) {
      throw new BrokenRecordException(
          Reason.NULL_VALUE,
          "value is null: an odds event is needed; lines are withdrawn by a"
              + " snapshot without them, the whole market by one without outcomes");
    }
    if (timestamp <= 0) {
      throw new BrokenRecordException(
          Reason.NO_TIMESTAMP,
          "record timestamp is "
              + timestamp
              + ", as good as missing: it must say when the feed observed the odds");
    }
    Written written = read(value);
    Optional<StrictText.Broken> text = notUtf8(value, written);
    if (text.isPresent()) {
      Quoted quoted =
          text.get().leavesTheQuoteKnown()
              ? contract.quote(
                  keyText, written.event(), written.symbol(), Instant.ofEpochMilli(timestamp))
              : null;
      throw new BrokenRecordException(Reason.OUT_OF_CONTRACT, text.get().message(), null, quoted);
    }
    return contract.snapshot(
        keyText, written.event(), written.symbol(), Instant.ofEpochMilli(timestamp));
  }

  /** The fields of a value, not yet checked by the contract. */
  @SuppressWarnings("EnumOrdinal") // the place in our schema, which the generated enum has
  Written read(byte[] value) {
    Readers reader = reader(schemaId(value));
    OddsEvent event = read(reader.ours(), value);
    String symbol = SYMBOLS.get(event.getBetType().ordinal());
    if (symbol.equals(BetType.UNKNOWN)) {
      symbol = read(reader.writers(), value).get("bet_type").toString();
    }
    return new Written(event, symbol);
  }

  /** The first text of the value that is not UTF-8; read with U+FFFD in it. */
  Optional<StrictText.Broken> notUtf8(byte[] value, Written written) {
    return written.event().toString().indexOf(StrictText.REPLACEMENT) < 0
        ? Optional.empty()
        : StrictText.first(reader(schemaId(value)).writer(), value, HEADER);
  }

  private static String key(byte[] key) {
    if (key == null) {
      throw new BrokenRecordException(
          Reason.NO_KEY, "key is null: it must be the bet type as plain UTF-8");
    }
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(key)).toString();
    } catch (CharacterCodingException e) {
      throw new BrokenRecordException(
          Reason.KEY_NOT_UTF8,
          "key is "
              + HexFormat.of().formatHex(key, 0, Math.min(key.length, 32))
              + " (hex), not UTF-8: it must be the bet type as plain text",
          e);
    }
  }

  private static int schemaId(byte[] value) {
    if (value.length < HEADER || value[0] != MAGIC) {
      throw new BrokenRecordException(
          Reason.NOT_WIRE_FORMAT,
          "value does not start with the magic byte 0 and a schema id of 4 bytes: write it with a"
              + " schema registry serializer");
    }
    int id = ByteBuffer.wrap(value).getInt(1);
    if (id <= 0) { // registries do not report such an id as unknown
      throw new BrokenRecordException(
          Reason.NOT_WIRE_FORMAT,
          "value's schema id is "
              + id
              + ", and ids begin at 1: write it with a schema registry"
              + " serializer");
    }
    return id;
  }

  private Readers reader(int id) {
    Readers reader = readers.get(id);
    if (reader == null) {
      Schema writer = schemas.apply(id);
      requireOddsEvent(id, writer);
      reader =
          new Readers(
              writer,
              new SpecificDatumReader<>(writer, OURS),
              new GenericDatumReader<>(writer, writer),
              EventLayout.of(writer));
      readers.put(id, reader);
    }
    return reader;
  }

  private static void requireOddsEvent(int id, Schema writer) {
    Optional<String> refusal = refusal(writer);
    if (refusal.isPresent()) {
      throw new BrokenRecordException(
          Reason.WRONG_SCHEMA,
          "schema id "
              + id
              + " "
              + refusal.get()
              + ": write the value with a schema of "
              + Topics.ODDS_EVENTS_SUBJECT);
    }
  }

  /** Why no record of a writer's schema can be decoded; empty if they can. */
  public static Optional<String> refusal(Schema writer) {
    if (!writer.getFullName().equals(OURS.getFullName())) {
      return Optional.of("is " + writer.getFullName() + ", not " + OURS.getFullName());
    }
    var compatibility = SchemaCompatibility.checkReaderWriterCompatibility(OURS, writer);
    return compatibility.getType() == SchemaCompatibilityType.COMPATIBLE
        ? Optional.empty()
        : Optional.of(
            "cannot be read as "
                + OURS.getFullName()
                + ": "
                + compatibility.getResult().getIncompatibilities().stream()
                    .map(one -> one.getType() + " at " + one.getLocation())
                    .collect(Collectors.joining(", ")));
  }

  private <T> T read(DatumReader<T> reader, byte[] value) {
    decoder = DecoderFactory.get().binaryDecoder(value, HEADER, value.length - HEADER, decoder);
    try {
      T read = reader.read(null, decoder);
      if (!decoder.isEnd()) {
        throw new BrokenRecordException(
            Reason.UNDECODABLE, "value has bytes left over after the odds event");
      }
      return read;
    } catch (StackOverflowError e) {
      // A writer's schema may be recursive in a field that ours lacks.
      throw new BrokenRecordException(
          Reason.UNDECODABLE, "value is nested too deeply: send the fields of the contract", e);
    } catch (IOException
        | AvroRuntimeException
        | IndexOutOfBoundsException
        | UnsupportedOperationException
        | IllegalArgumentException
        | ArithmeticException e) {
      throw new BrokenRecordException(
          Reason.UNDECODABLE, "value is not what its schema says: " + e, e);
    }
  }

  /**
   * The decoded fields.
   *
   * @param symbol the bet type as the writer spells it; our schema may lack it
   */
  record Written(OddsEvent event, String symbol) {}

  /**
   * Those of one schema.
   *
   * @param layout null if its values are not read directly
   */
  private record Readers(
      Schema writer,
      SpecificDatumReader<OddsEvent> ours,
      GenericDatumReader<GenericRecord> writers,
      EventLayout layout) {}
}
