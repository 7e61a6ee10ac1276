package io.betintel.bench.load;

import static org.assertj.core.api.Assertions.assertThat;

import io.betintel.ev.avro.OddsEvent;
import io.betintel.ev.codec.AvroRuntime;
import io.betintel.ev.codec.OddsEventEncoder;
import io.betintel.ev.codec.Topics;
import io.betintel.ev.odds.BetType;
import io.betintel.ev.odds.Bookmaker;
import io.betintel.ev.odds.MarketSnapshot;
import io.betintel.ev.odds.Outcome;
import io.betintel.ev.odds.SportingEvent;
import io.confluent.kafka.schemaregistry.avro.AvroSchema;
import io.confluent.kafka.schemaregistry.client.MockSchemaRegistryClient;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.apache.avro.Schema;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class WireWriterTest {
  private static final Schema SCHEMA = OddsEvent.getClassSchema();
  private static final List<String> SYMBOLS = SCHEMA.getField("bet_type").schema().getEnumSymbols();

  private OddsEventEncoder product;
  private WireWriter writer;

  @BeforeEach
  void register() throws Exception {
    AvroRuntime.prepare();
    MockSchemaRegistryClient registry = new MockSchemaRegistryClient();
    int id = registry.register(Topics.ODDS_EVENTS_SUBJECT, new AvroSchema(SCHEMA));
    product = OddsEventEncoder.latest(registry);
    writer = new WireWriter(id, type -> SYMBOLS.indexOf(type.symbol()));
  }

  @Test
  void everyRealQuoteHasTheBytesOfTheProductsEncoder() {
    List<MarketSnapshot> known =
        RealMarkets.read(Path.of("../../feeds")).snapshots().stream()
            .filter(each -> product.knows(each.betType()))
            .toList();

    assertThat(known).isNotEmpty();
    assertThat(known).allSatisfy(each -> assertThat(written(each)).isEqualTo(product.encode(each)));
  }

  @Test
  void everyFieldHasTheBytesOfTheProductsEncoder() {
    SportingEvent match =
        new SportingEvent("é".repeat(128), "tennis", Instant.ofEpochMilli(-1), null, "Pastrňák");
    Outcome whole =
        new Outcome("Over", "x", -7.5, 1.01, "https://bets.example/" + "y".repeat(200), 0.0);
    Outcome least = Outcome.of("Under", null, null, 100_000);

    for (List<Outcome> outcomes : List.of(List.of(whole, least), List.<Outcome>of())) {
      MarketSnapshot snapshot =
          new MarketSnapshot(
              match,
              new BetType("player_rebounds"),
              new Bookmaker("b"),
              outcomes,
              Instant.ofEpochMilli(Long.MAX_VALUE / 2),
              Instant.EPOCH,
              "m");

      assertThat(written(snapshot)).isEqualTo(product.encode(snapshot));
    }
  }

  private byte[] written(MarketSnapshot snapshot) {
    return writer.event(
        snapshot.event(),
        snapshot.betType(),
        snapshot.bookmaker(),
        writer.outcomes(snapshot.outcomes()),
        snapshot.lastUpdate().toEpochMilli(),
        snapshot.link());
  }
}
