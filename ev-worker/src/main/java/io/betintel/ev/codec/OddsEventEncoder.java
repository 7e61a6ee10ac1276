package io.betintel.ev.codec;

import io.betintel.ev.odds.BetType;
import io.betintel.ev.odds.MarketSnapshot;
import io.betintel.ev.odds.Outcome;
import io.betintel.ev.odds.SportingEvent;
import io.confluent.kafka.schemaregistry.client.SchemaMetadata;
import io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import io.confluent.kafka.schemaregistry.client.rest.exceptions.RestClientException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.apache.avro.Schema;
import org.apache.avro.SchemaParseException;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;

/**
 * Snapshots to Avro in the Confluent wire format (a zero byte, the schema id in four bytes, Avro
 * binary), with the registry's latest schema, not the one of this build: it can send a bet type
 * that was added later, and knows that one is not registered yet. It registers nothing. For one
 * thread.
 */
public final class OddsEventEncoder {
  private static final int HEADER_BYTES = 1 + Integer.BYTES;

  private final int schemaId;
  private final Schema event;
  private final Schema betType;
  private final Schema outcome;
  private final GenericDatumWriter<GenericData.Record> writer;
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream(1024);
  private BinaryEncoder binary;

  private OddsEventEncoder(int schemaId, Schema event) {
    this.schemaId = schemaId;
    this.event = event;
    this.betType = event.getField("bet_type").schema();
    this.outcome = event.getField("outcomes").schema().getElementType();
    this.writer = new GenericDatumWriter<>(event);
  }

  /** An encoder with a schema of this build, under an id that the caller chooses. */
  static OddsEventEncoder of(int schemaId, Schema event) {
    return new OddsEventEncoder(schemaId, event);
  }

  /**
   * An encoder with the latest schema of {@link Topics#ODDS_EVENTS_SUBJECT}, read now.
   *
   * @throws RegistryException if it cannot be read or is not the schema of an odds event
   */
  public static OddsEventEncoder latest(SchemaRegistryClient registry) {
    String subject = Topics.ODDS_EVENTS_SUBJECT;
    try {
      SchemaMetadata latest = registry.getLatestSchemaMetadata(subject);
      return new OddsEventEncoder(
          latest.getId(), WritableOddsEvent.require(new Schema.Parser().parse(latest.getSchema())));
    } catch (RestClientException e) {
      throw RegistryException.refused(subject, e);
    } catch (IOException e) {
      throw RegistryException.unreachable(e);
    } catch (SchemaParseException e) {
      throw new RegistryException(
          "the latest schema of " + subject + " is not Avro: " + e.getMessage());
    }
  }

  /** Whether the registry's schema has the bet type; {@link #encode} refuses the others. */
  public boolean knows(BetType type) {
    return betType.hasEnumSymbol(type.symbol());
  }

  /**
   * @throws IllegalArgumentException if the registry's schema lacks the bet type
   */
  public byte[] encode(MarketSnapshot snapshot) {
    if (!knows(snapshot.betType())) {
      throw new IllegalArgumentException(
          "the registry's schema has no bet type " + snapshot.betType());
    }
    bytes.reset();
    bytes.writeBytes(ByteBuffer.allocate(HEADER_BYTES).put((byte) 0).putInt(schemaId).array());
    binary = EncoderFactory.get().binaryEncoder(bytes, binary);
    try {
      writer.write(record(snapshot), binary);
      binary.flush();
    } catch (IOException e) {
      throw new UncheckedIOException(e); // memory only: cannot happen
    }
    return bytes.toByteArray();
  }

  private GenericData.Record record(MarketSnapshot snapshot) {
    GenericData.Record record = withDefaults(event);
    SportingEvent match = snapshot.event();
    put(record, "event_id", match.id());
    put(record, "sport_key", match.sportKey());
    put(record, "commence_time", match.commenceTime().toEpochMilli());
    put(record, "home_team", match.homeTeam());
    put(record, "away_team", match.awayTeam());
    put(record, "bookmaker", snapshot.bookmaker().key());
    put(record, "bet_type", new GenericData.EnumSymbol(betType, snapshot.betType().symbol()));
    List<GenericData.Record> outcomes = new ArrayList<>(snapshot.outcomes().size());
    snapshot.outcomes().forEach(one -> outcomes.add(record(one)));
    put(record, "outcomes", outcomes);
    put(record, "last_update", snapshot.lastUpdate().toEpochMilli());
    put(record, "link", snapshot.link());
    return record;
  }

  private GenericData.Record record(Outcome one) {
    GenericData.Record record = withDefaults(outcome);
    put(record, "name", one.name());
    put(record, "description", one.description());
    put(record, "point", one.point());
    put(record, "price", one.price());
    put(record, "link", one.link());
    put(record, "bet_limit", one.betLimit());
    return record;
  }

  /** Fields that this build does not know take the schema's default. */
  private static GenericData.Record withDefaults(Schema schema) {
    GenericData.Record record = new GenericData.Record(schema);
    for (Schema.Field field : schema.getFields()) {
      if (field.hasDefaultValue()) {
        record.put(field.pos(), GenericData.get().getDefaultValue(field));
      }
    }
    return record;
  }

  /** Leaves out an optional field that an older schema lacks. */
  private static void put(GenericData.Record record, String name, Object value) {
    Schema.Field field = record.getSchema().getField(name);
    if (field != null) {
      record.put(field.pos(), value);
    }
  }
}
