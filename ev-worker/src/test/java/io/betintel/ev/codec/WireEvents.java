package io.betintel.ev.codec;

import io.betintel.ev.avro.OddsEvent;
import io.betintel.ev.schemas.BetTypeSymbols;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;

/** Odds events as any producer might write them: without the checks of our own encoder. */
public final class WireEvents {
  /** When the events are observed. */
  public static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

  private WireEvents() {}

  /** Lions against Bears at Pinnacle, quoted at noon, h2h at 1.9 and 2.0. */
  public static GenericRecord event(Schema schema) {
    GenericData.Record event = new GenericData.Record(schema);
    event.put("event_id", "match-1");
    event.put("sport_key", "americanfootball_nfl");
    event.put("commence_time", NOON.plusSeconds(3600).toEpochMilli());
    event.put("home_team", "Lions");
    event.put("away_team", "Bears");
    event.put("bookmaker", "pinnacle");
    event.put("bet_type", symbol(schema, "h2h"));
    event.put("outcomes", List.of(outcome(schema, "Lions", 1.9), outcome(schema, "Bears", 2.0)));
    event.put("last_update", NOON.toEpochMilli());
    return event;
  }

  /** The same in this build's schema, with a change. */
  public static GenericRecord event(Consumer<GenericRecord> change) {
    GenericRecord event = event(OddsEvent.getClassSchema());
    change.accept(event);
    return event;
  }

  /** This build's schema and bet types behind those that it has. */
  public static Schema withBetTypes(String... betTypes) {
    Schema ours = OddsEvent.getClassSchema();
    return BetTypeSymbols.replace(
        ours, BetTypeSymbols.union(BetTypeSymbols.of(ours), List.of(betTypes)));
  }

  public static GenericData.EnumSymbol symbol(Schema schema, String betType) {
    return new GenericData.EnumSymbol(schema.getField("bet_type").schema(), betType);
  }

  public static GenericRecord outcome(Schema schema, String name, double price) {
    GenericData.Record outcome =
        new GenericData.Record(schema.getField("outcomes").schema().getElementType());
    outcome.put("name", name);
    outcome.put("price", price);
    return outcome;
  }

  /** So many outcomes of different names. */
  public static List<GenericRecord> outcomes(Schema schema, int count) {
    List<GenericRecord> outcomes = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      outcomes.add(outcome(schema, "Runner " + i, 2.0));
    }
    return outcomes;
  }

  /** In the Confluent wire format. */
  public static byte[] wire(int schemaId, GenericRecord event) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    BinaryEncoder binary = EncoderFactory.get().binaryEncoder(out, null);
    try {
      new GenericDatumWriter<GenericRecord>(event.getSchema()).write(event, binary);
      binary.flush();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return wire(schemaId, out.toByteArray());
  }

  public static byte[] wire(int schemaId, byte[] avro) {
    return ByteBuffer.allocate(5 + avro.length).put((byte) 0).putInt(schemaId).put(avro).array();
  }
}
