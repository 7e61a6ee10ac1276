package io.betintel.ev.feed;

import static org.assertj.core.api.Assertions.assertThat;

import io.betintel.ev.codec.AvroRuntime;
import io.betintel.ev.codec.OddsEventEncoder;
import io.betintel.ev.codec.Topics;
import io.betintel.ev.odds.BetType;
import io.betintel.ev.odds.Bookmaker;
import io.betintel.ev.odds.MarketSnapshot;
import io.betintel.ev.odds.Outcome;
import io.betintel.ev.odds.SportingEvent;
import io.betintel.ev.schemas.BetTypeSymbols;
import io.betintel.ev.schemas.Contract;
import io.betintel.ev.schemas.Release;
import io.confluent.kafka.schemaregistry.avro.AvroSchema;
import io.confluent.kafka.schemaregistry.client.MockSchemaRegistryClient;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.apache.avro.Schema;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.internals.BuiltInPartitioner;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A schema change moves no key: the same bytes, and so the same partition, before and after. */
final class KeysStayTest {
  private static final int PARTITIONS = 6;

  // The key is the symbol in ASCII. Partitions are murmur2 without its sign bit, modulo 6: of the
  // key as Kafka's default partitioner has it, and of "e1" (209422677), the event's home: the same
  // for every bet type.
  @ParameterizedTest
  @CsvSource({
    "h2h,           683268,                       1, 3",
    "spreads,       73707265616473,               2, 3",
    "totals,        746f74616c73,                 1, 3",
    "player_points, 706c617965725f706f696e7473,   2, 3",
  })
  void keyAndPartitionsAreTheSameWithEverySchema(String betType, String key, int byKey, int home)
      throws Exception {
    for (Schema schema : schemas()) {
      try (MockProducer<byte[], byte[]> sent =
          new MockProducer<>(true, null, new ByteArraySerializer(), new ByteArraySerializer())) {
        MockSchemaRegistryClient registry = new MockSchemaRegistryClient();
        registry.register(Topics.ODDS_EVENTS_SUBJECT, new AvroSchema(schema));
        assertThat(
                new OddsEventProducer(
                        sent, "odds.events", PARTITIONS, "test", OddsEventEncoder.latest(registry))
                    .send(snapshot(betType)))
            .isTrue();

        var record = sent.history().get(0);
        assertThat(HexFormat.of().formatHex(record.key())).isEqualTo(key);
        assertThat(BuiltInPartitioner.partitionForKey(record.key(), PARTITIONS)).isEqualTo(byKey);
        assertThat(record.partition()).isEqualTo(home);
      }
    }
  }

  @Test
  void schemasDifferInTheirBetTypes() {
    assertThat(schemas()).doesNotHaveDuplicates().hasSizeGreaterThan(3);
  }

  /** Every released one, and one that is ahead of this build. */
  private static List<Schema> schemas() {
    AvroRuntime.prepare();
    Contract contract = Contract.oddsEvent();
    List<Schema> schemas =
        new ArrayList<>(contract.releases().stream().map(Release::schema).toList());
    schemas.add(
        BetTypeSymbols.replace(
            contract.current(),
            BetTypeSymbols.union(BetTypeSymbols.of(contract.current()), List.of("zz_receptions"))));
    return schemas;
  }

  private static MarketSnapshot snapshot(String betType) {
    Instant quoted = Instant.parse("2026-03-01T12:00:00Z");
    return new MarketSnapshot(
        new SportingEvent("e1", "basketball_nba", quoted.plusSeconds(3600), "Home", "Away"),
        new BetType(betType),
        new Bookmaker("pinnacle"),
        List.of(Outcome.of("Over", null, 20.5, 1.9), Outcome.of("Under", null, 20.5, 1.9)),
        quoted,
        quoted,
        null);
  }
}
