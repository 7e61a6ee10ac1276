package io.betintel.ev.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.betintel.ev.avro.OddsEvent;
import io.betintel.ev.odds.BetType;
import io.betintel.ev.odds.Bookmaker;
import io.betintel.ev.odds.MarketSnapshot;
import io.betintel.ev.odds.Outcome;
import io.betintel.ev.odds.SportingEvent;
import io.confluent.kafka.schemaregistry.avro.AvroSchema;
import io.confluent.kafka.schemaregistry.client.MockSchemaRegistryClient;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.List;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.BinaryDecoder;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.specific.SpecificDatumReader;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

final class OddsEventEncoderTest {
  private static final int HEADER = 5;

  private final MockSchemaRegistryClient registry = new MockSchemaRegistryClient();

  @BeforeAll
  static void trustGeneratedClasses() {
    AvroRuntime.prepare();
  }

  @Test
  void generatedClassReadsEveryField() throws Exception {
    int id = register(OddsEvent.getClassSchema());

    byte[] bytes = OddsEventEncoder.latest(registry).encode(snapshot("totals"));

    assertThat(ByteBuffer.wrap(bytes).get(0)).isZero();
    assertThat(ByteBuffer.wrap(bytes).getInt(1)).isEqualTo(id);
    OddsEvent event = new SpecificDatumReader<>(OddsEvent.class).read(null, decoder(bytes));
    assertThat(event.getEventId()).isEqualTo("e1");
    assertThat(event.getSportKey()).isEqualTo("icehockey_nhl");
    assertThat(event.getCommenceTime()).isEqualTo(Instant.parse("2024-03-21T23:00:00Z"));
    assertThat(event.getHomeTeam()).isEqualTo("Boston Bruins");
    assertThat(event.getAwayTeam()).isNull();
    assertThat(event.getBookmaker()).isEqualTo("pinnacle");
    assertThat(event.getBetType()).hasToString("totals");
    assertThat(event.getLastUpdate()).isEqualTo(Instant.parse("2024-03-21T14:10:19.123Z"));
    assertThat(event.getLink()).isEqualTo("https://bets.example/m");
    assertThat(event.getOutcomes())
        .satisfiesExactly(
            over -> {
              assertThat(over.getName()).isEqualTo("Over");
              assertThat(over.getDescription()).isEqualTo("Pastrňák");
              assertThat(over.getPoint()).isEqualTo(5.5);
              assertThat(over.getPrice()).isEqualTo(1.91);
              assertThat(over.getLink()).isEqualTo("https://bets.example/o");
              assertThat(over.getBetLimit()).isEqualTo(250.0);
            },
            under -> {
              assertThat(under.getName()).isEqualTo("Under");
              assertThat(under.getDescription()).isNull();
              assertThat(under.getPoint()).isNull();
              assertThat(under.getPrice()).isEqualTo(2.0);
              assertThat(under.getLink()).isNull();
              assertThat(under.getBetLimit()).isNull();
            });
  }

  @Test
  void sendsBetTypeThatTheRegistryHasAndThisBuildHasNot() throws Exception {
    Schema newer = withBetTypes("\"unknown\", \"h2h\", \"player_dunks\"", "");
    register(newer);

    OddsEventEncoder encoder = OddsEventEncoder.latest(registry);

    assertThat(encoder.knows(new BetType("player_dunks"))).isTrue();
    byte[] bytes = encoder.encode(snapshot("player_dunks"));
    GenericRecord event = new GenericDatumReader<GenericRecord>(newer).read(null, decoder(bytes));
    assertThat(event.get("bet_type")).hasToString("player_dunks");
  }

  @Test
  void refusesBetTypeThatTheRegistryLacks() throws Exception {
    register(withBetTypes("\"unknown\", \"h2h\"", ""));

    OddsEventEncoder encoder = OddsEventEncoder.latest(registry);

    assertThat(encoder.knows(new BetType("totals"))).isFalse();
    assertThatIllegalArgumentException()
        .isThrownBy(() -> encoder.encode(snapshot("totals")))
        .withMessage("the registry's schema has no bet type totals");
  }

  @Test
  void usesTheLatestOfSeveralVersions() throws Exception {
    register(withBetTypes("\"unknown\", \"h2h\"", ""));
    register(OddsEvent.getClassSchema());

    assertThat(OddsEventEncoder.latest(registry).knows(new BetType("totals"))).isTrue();
  }

  @Test
  void fieldsOfNewerSchemaTakeTheirDefault() throws Exception {
    Schema newer =
        withBetTypes(
            "\"unknown\", \"totals\"",
            ",{\"name\": \"in_play\", \"type\": \"boolean\", \"default\": true}");
    register(newer);

    byte[] bytes = OddsEventEncoder.latest(registry).encode(snapshot("totals"));

    GenericRecord event = new GenericDatumReader<GenericRecord>(newer).read(null, decoder(bytes));
    assertThat(event.get("in_play")).isEqualTo(true);
  }

  @Test
  void fieldWithoutDefaultThatThisBuildDoesNotKnowIsRefused() throws Exception {
    register(
        withBetTypes("\"unknown\", \"totals\"", ",{\"name\": \"in_play\", \"type\": \"boolean\"}"));

    assertThatExceptionOfType(RegistryException.class)
        .isThrownBy(() -> OddsEventEncoder.latest(registry))
        .withMessage(
            "the latest schema of odds.events-value is not the schema of an odds event: OddsEvent needs the"
                + " field in_play, which this build does not know: use a newer build");
  }

  @Test
  void missingSubjectNamesTheCommandThatRegistersIt() {
    assertThatExceptionOfType(RegistryException.class)
        .isThrownBy(() -> OddsEventEncoder.latest(registry))
        .withMessage(
            "the schema registry named by EV_SCHEMA_REGISTRY_URL has no subject odds.events-value:"
                + " register it with \"ev-worker schemas\"");
  }

  @Test
  void registryThatIsDownIsNamed() {
    // Port 1 of loopback is never listened on by a registry: the connection is refused at once.
    RegistryConfig nowhere = new RegistryConfig("http://127.0.0.1:1", "", "");
    assertThatExceptionOfType(RegistryException.class)
        .isThrownBy(() -> OddsEventEncoder.latest(RegistryClients.create(nowhere)))
        .withMessageStartingWith(
            "the schema registry named by EV_SCHEMA_REGISTRY_URL does not answer: ");
  }

  private int register(Schema schema) throws Exception {
    return registry.register(Topics.ODDS_EVENTS_SUBJECT, new AvroSchema(schema));
  }

  private static Schema withBetTypes(String symbols, String moreFields) {
    String own = OddsEvent.getClassSchema().toString();
    String text =
        own.replaceFirst("\"symbols\":\\[[^]]*]", "\"symbols\":[" + symbols + "]")
            .replaceFirst("]}$", moreFields + "]}");
    return new Schema.Parser().parse(text);
  }

  private static BinaryDecoder decoder(byte[] bytes) {
    return DecoderFactory.get().binaryDecoder(bytes, HEADER, bytes.length - HEADER, null);
  }

  private static MarketSnapshot snapshot(String betType) {
    return new MarketSnapshot(
        new SportingEvent(
            "e1", "icehockey_nhl", Instant.parse("2024-03-21T23:00:00Z"), "Boston Bruins", null),
        new BetType(betType),
        new Bookmaker("pinnacle"),
        List.of(
            new Outcome("Over", "Pastrňák", 5.5, 1.91, "https://bets.example/o", 250.0),
            Outcome.of("Under", null, null, 2.0)),
        Instant.parse("2024-03-21T14:10:19.123Z"),
        Instant.parse("2024-03-21T14:10:20Z"),
        "https://bets.example/m");
  }
}
