package io.betintel.ev.simulation;

import io.betintel.ev.avro.OddsEvent;
import io.betintel.ev.codec.AvroRuntime;
import io.betintel.ev.codec.OddsEventDecoder;
import io.betintel.ev.codec.PricedLineCodec;
import io.betintel.ev.codec.Topics;
import io.betintel.ev.codec.WriterSchemas;
import io.betintel.ev.odds.BetType;
import io.betintel.ev.schemas.Contract;
import io.confluent.kafka.schemaregistry.avro.AvroSchema;
import io.confluent.kafka.schemaregistry.client.MockSchemaRegistryClient;
import io.confluent.kafka.schemaregistry.client.rest.exceptions.RestClientException;
import java.io.IOException;
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

  private static final MockSchemaRegistryClient REGISTRY = new MockSchemaRegistryClient();
  static final int ODDS_ID;
  static final int LINES_ID;

  /** Known at the first question, so that nobody waits for a registry. */
  static final WriterSchemas SCHEMAS =
      new WriterSchemas(REGISTRY, Clock.systemUTC(), Duration.ZERO, Duration.ZERO);

  static {
    AvroRuntime.prepare();
    try {
      ODDS_ID =
          REGISTRY.register(Topics.ODDS_EVENTS_SUBJECT, new AvroSchema(OddsEvent.getClassSchema()));
      LINES_ID =
          REGISTRY.register(Topics.LINES_SUBJECT, new AvroSchema(Contract.pricedLine().current()));
    } catch (IOException | RestClientException e) {
      throw new ExceptionInInitializerError(e);
    }
    new PricedLineCodec(SCHEMAS); // reads nothing yet
    SCHEMAS.find(LINES_ID);
    SCHEMAS.find(ODDS_ID);
  }

  private Rules() {}

  static OddsEventDecoder decoder() {
    return OddsEventDecoder.unlessDenied(SCHEMAS, Duration.ofDays(365_000));
  }
}
