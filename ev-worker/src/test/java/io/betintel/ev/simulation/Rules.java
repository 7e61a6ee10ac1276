package io.betintel.ev.simulation;

import io.betintel.ev.avro.OddsEvent;
import io.betintel.ev.codec.AvroRuntime;
import io.betintel.ev.codec.WriterSchemas;
import io.betintel.ev.odds.BetType;
import io.betintel.ev.schemas.Contract;
import io.confluent.kafka.schemaregistry.avro.AvroSchema;
import io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import java.nio.ByteBuffer;
import java.time.Clock;
import java.time.Duration;
import java.util.List;

/** What every schedule shares: the bet types, the events and the schemas. */
final class Rules {
  /** It is on from first to last. */
  static final BetType CONTROL = new BetType("totals");

  /** It is quoted as the control is, and operators do what they like with it. */
  static final BetType OPERATED = new BetType("player_points");

  /** It is renamed to the next one. */
  static final BetType OLD_NAME = new BetType("player_assists");

  static final BetType NEW_NAME = new BetType("player_rebounds");

  static final List<BetType> TYPES = List.of(CONTROL, OPERATED, OLD_NAME, NEW_NAME);
  static final List<String> EVENTS = List.of("event-a", "event-b", "event-c");
  static final List<String> BOOKS = List.of("pinnacle", "draftkings", "betmgm");

  static final int ODDS_ID = 1;
  static final int LINES_ID = 2;
  static final AvroSchema ODDS;
  static final AvroSchema LINES;

  /** For the checkers: of a registry that is always there. */
  static final WriterSchemas SCHEMAS;

  static {
    AvroRuntime.prepare();
    ODDS = new AvroSchema(OddsEvent.getClassSchema());
    LINES = new AvroSchema(Contract.pricedLine().current());
    SCHEMAS =
        schemas(
            new ModelRegistry(new ModelClock()).over("the checkers", new Seams()),
            Clock.systemUTC());
  }

  private Rules() {}

  /** As a worker has them; it waits for no answer, but tries again. */
  static WriterSchemas schemas(SchemaRegistryClient registry, Clock steady) {
    return new WriterSchemas(registry, steady, ModelRegistry.DENIAL_NEEDED, Duration.ZERO);
  }

  /** The registry's id of an odds event's schema. */
  static int schemaOf(byte[] value) {
    return ByteBuffer.wrap(value).getInt(1);
  }
}
