package io.betintel.ev.codec;

import io.betintel.ev.avro.OddsEvent;
import io.betintel.ev.avro.OddsOutcome;
import io.betintel.ev.codec.BrokenRecordException.Reason;
import io.betintel.ev.odds.BetType;
import io.betintel.ev.odds.Bookmaker;
import io.betintel.ev.odds.InvalidOddsException;
import io.betintel.ev.odds.MarketSnapshot;
import io.betintel.ev.odds.Outcome;
import io.betintel.ev.odds.SportingEvent;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
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

/** A record of {@code odds.events} to a snapshot. Owned by one thread. */
public final class OddsEventDecoder {
  private static final int HEADER = 1 + Integer.BYTES;
  private static final byte MAGIC = 0;
  private static final Schema OURS = OddsEvent.getClassSchema();
  private static final Instant EARLIEST = Instant.parse("1970-01-01T00:00:00.001Z");
  private static final Instant LATEST = Instant.parse("2200-01-01T00:00:00Z");

  private final WriterSchemas schemas;
  private final Duration mostAhead;
  private final Map<Integer, Readers> readers = new HashMap<>();
  private BinaryDecoder decoder;

  /**
   * @param mostAhead by how much {@code last_update} may be later than the record timestamp
   */
  public OddsEventDecoder(WriterSchemas schemas, Duration mostAhead) {
    this.schemas = schemas;
    this.mostAhead = mostAhead;
  }

  /**
   * Decodes a record.
   *
   * @param timestamp the record's, milliseconds since the epoch
   * @throws BrokenRecordException if no waiting will mend the record
   * @throws SchemaPendingException if the registry has not said yet what the schema is
   */
  public MarketSnapshot decode(byte[] key, byte[] value, long timestamp) {
    String keyText = key(key);
    if (value == null) {
      throw new BrokenRecordException(
          Reason.NULL_VALUE,
          "value is null: an odds event is needed; lines are withdrawn by a"
              + " snapshot without them");
    }
    if (timestamp <= 0) {
      throw new BrokenRecordException(
          Reason.NO_TIMESTAMP,
          "record timestamp is "
              + timestamp
              + ", as good as missing: it must say when the feed observed the odds");
    }
    Readers reader = reader(schemaId(value));
    OddsEvent event = read(reader.ours(), value);
    String symbol = event.getBetType().name();
    if (symbol.equals(BetType.UNKNOWN)) {
      symbol = read(reader.writers(), value).get("bet_type").toString();
    }
    try {
      BetType betType = new BetType(symbol);
      if (!keyText.equals(symbol)) {
        throw new BrokenRecordException(
            Reason.KEY_MISMATCH,
            "key is \"" + keyText + "\" but bet_type is \"" + symbol + "\": they must be equal");
      }
      return snapshot(event, betType, Instant.ofEpochMilli(timestamp));
    } catch (InvalidOddsException e) {
      throw new BrokenRecordException(Reason.OUT_OF_CONTRACT, e.getMessage(), e);
    }
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
    if (id <= 0) { // registries answer such an id in their own ways, not as unknown
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
      Schema writer = schemas.find(id);
      requireOddsEvent(id, writer);
      reader =
          new Readers(
              new SpecificDatumReader<>(writer, OURS), new GenericDatumReader<>(writer, writer));
      readers.put(id, reader);
    }
    return reader;
  }

  private static void requireOddsEvent(int id, Schema writer) {
    if (!writer.getFullName().equals(OURS.getFullName())) {
      throw new BrokenRecordException(
          Reason.WRONG_SCHEMA,
          "schema id "
              + id
              + " is "
              + writer.getFullName()
              + ", not "
              + OURS.getFullName()
              + ": write the value with a schema of "
              + Topics.ODDS_EVENTS_SUBJECT);
    }
    var compatibility = SchemaCompatibility.checkReaderWriterCompatibility(OURS, writer);
    if (compatibility.getType() != SchemaCompatibilityType.COMPATIBLE) {
      throw new BrokenRecordException(
          Reason.WRONG_SCHEMA,
          "schema id "
              + id
              + " cannot be read as "
              + OURS.getFullName()
              + ": "
              + compatibility.getResult().getIncompatibilities().stream()
                  .map(one -> one.getType() + " at " + one.getLocation())
                  .collect(Collectors.joining(", "))
              + ": write the value with a schema of "
              + Topics.ODDS_EVENTS_SUBJECT);
    }
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
      // A writer's schema may nest without end in a field that ours lacks.
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

  private MarketSnapshot snapshot(OddsEvent event, BetType betType, Instant observedAt) {
    Instant lastUpdate = inRange("last_update", event.getLastUpdate());
    if (lastUpdate.isAfter(observedAt.plus(mostAhead))) {
      throw new BrokenRecordException(
          Reason.AHEAD_OF_TIME,
          "last_update is "
              + lastUpdate
              + ", ahead of the record timestamp "
              + observedAt
              + " by more than "
              + mostAhead
              + ": check the producer's clock");
    }
    SportingEvent sportingEvent =
        new SportingEvent(
            event.getEventId(),
            event.getSportKey(),
            inRange("commence_time", event.getCommenceTime()),
            event.getHomeTeam(),
            event.getAwayTeam());
    return new MarketSnapshot(
        sportingEvent,
        betType,
        new Bookmaker(event.getBookmaker()),
        outcomes(event.getOutcomes()),
        lastUpdate,
        observedAt,
        event.getLink());
  }

  private static List<Outcome> outcomes(List<OddsOutcome> given) {
    if (given.size() > MarketSnapshot.MOST_OUTCOMES) {
      throw new InvalidOddsException(
          "outcomes",
          given.size() + " outcomes",
          "accepted are 1 to " + MarketSnapshot.MOST_OUTCOMES);
    }
    List<Outcome> outcomes = new ArrayList<>(given.size());
    for (int i = 0; i < given.size(); i++) {
      OddsOutcome outcome = given.get(i);
      try {
        outcomes.add(
            new Outcome(
                outcome.getName(),
                outcome.getDescription(),
                outcome.getPoint(),
                outcome.getPrice(),
                outcome.getLink(),
                outcome.getBetLimit()));
      } catch (InvalidOddsException e) {
        throw new BrokenRecordException(
            Reason.OUT_OF_CONTRACT, "outcomes[" + i + "]." + e.getMessage(), e);
      }
    }
    return outcomes;
  }

  private static Instant inRange(String field, Instant instant) {
    if (instant.isBefore(EARLIEST) || instant.isAfter(LATEST)) {
      throw new InvalidOddsException(
          field, instant, "accepted are milliseconds since the epoch, from 1970 to 2200");
    }
    return instant;
  }

  private record Readers(
      SpecificDatumReader<OddsEvent> ours, GenericDatumReader<GenericRecord> writers) {}
}
