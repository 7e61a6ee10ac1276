package io.betintel.ev.codec;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.betintel.ev.avro.OddsEvent;
import io.betintel.ev.codec.OddsEventCheck.Verdict;
import io.betintel.ev.odds.BetType;
import io.betintel.ev.odds.Bookmaker;
import io.betintel.ev.odds.MarketSnapshot;
import io.betintel.ev.odds.Outcome;
import io.betintel.ev.odds.SportingEvent;
import io.confluent.kafka.schemaregistry.avro.AvroSchema;
import io.confluent.kafka.schemaregistry.client.MockSchemaRegistryClient;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class OddsEventCheckTest {
  private static final Instant NOW = Instant.parse("2024-03-21T14:10:19Z");
  private static final JsonMapper MAPPER =
      JsonMapper.builder().enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS).build();
  private static final String EVENT =
      """
      {"event_id":"b33f30ad","sport_key":"icehockey_nhl","commence_time":"2024-03-21T23:00:00Z",
       "home_team":"Boston Bruins","away_team":"New York Rangers","bookmaker":"fanduel",
       "bet_type":"h2h","last_update":1711030200000,
       "outcomes":[{"name":"Boston Bruins","price":1.91},{"name":"New York Rangers","price":2}]}
      """;

  private final OddsEventCheck check = new OddsEventCheck();

  @BeforeAll
  static void prepareAvro() {
    AvroRuntime.prepare();
  }

  @Test
  void plainJsonIsAdmitted() throws Exception {
    Verdict verdict = check.check(MAPPER.readTree(EVENT), null, NOW);

    assertThat(verdict.problems()).isEmpty();
    assertThat(verdict.knownBetType()).isTrue();
    assertThat(verdict.snapshot()).isEqualTo(snapshot());
  }

  @Test
  void avrosOwnJsonIsAdmitted() throws Exception {
    String avro =
        EVENT
            .replace("\"Boston Bruins\",\"away", "{\"string\":\"Boston Bruins\"},\"away")
            .replace("\"2024-03-21T23:00:00Z\"", "1711062000000");

    assertThat(check.check(MAPPER.readTree(avro), "h2h", NOW).snapshot()).isEqualTo(snapshot());
  }

  @Test
  void wireFormatIsAdmittedWhateverItsSchemaId() throws Exception {
    byte[] value = wire();
    value[4] = 99;

    assertThat(check.check(value, null, NOW).snapshot()).isEqualTo(snapshot());
  }

  @Test
  void wireFormatThatIsNoneIsRefused() throws Exception {
    byte[] value = wire();

    assertThat(check.check(Arrays.copyOf(value, value.length - 3), null, NOW).problems())
        .singleElement()
        .asString()
        .startsWith("value is not what its schema says");
    assertThat(check.check(Arrays.copyOfRange(value, 5, value.length), null, NOW).problems())
        .singleElement()
        .asString()
        .startsWith("value does not start with the magic byte 0");
    assertThat(check.check(value, "totals", NOW).problems())
        .containsExactly("key is \"totals\" but bet_type is \"h2h\": they must be equal");
  }

  @Test
  void betTypeThatThisBuildDoesNotKnowIsNotRefused() throws Exception {
    ObjectNode event = (ObjectNode) MAPPER.readTree(EVENT);
    event.put("bet_type", "player_headers_2031");

    Verdict verdict = check.check(event, null, NOW);

    assertThat(verdict.snapshot()).isNotNull();
    assertThat(verdict.knownBetType()).isFalse();
    assertThat(OddsEventCheck.knownBetTypes()).contains("h2h").doesNotContain("unknown");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          event_id      | ""           | event_id is "": a text of 1 to 128 is needed
          event_id      | 7            | event_id is 7: a text is needed
          sport_key     | "NHL"        | sport_key is "NHL": accepted are lower-case letters, digits and underscores, 1 to 64
          commence_time | "tomorrow"   | commence_time is "tomorrow": milliseconds since the epoch or an ISO-8601 time is needed
          commence_time | -5           | commence_time is 1969-12-31T23:59:59.995Z: accepted are milliseconds since the epoch, from 1971 to 2200
          commence_time | 1711062000   | commence_time is 1970-01-20T19:17:42Z: accepted are milliseconds since the epoch, from 1971 to 2200; 1711062000 looks like seconds, milliseconds are meant
          commence_time | "2014-03-01T23:00:00Z" | commence_time is 2014-03-01T23:00:00Z: accepted are at most 3660 days before or after the record timestamp, 2024-03-21T14:10:19Z
          last_update   | 1711030200   | last_update is 1970-01-20T19:17:10.200Z: accepted are milliseconds since the epoch, from 1971 to 2200; 1711030200 looks like seconds, milliseconds are meant
          home_team     | "a\\u0000"   | home_team is "a\u0000": control characters are not accepted
          bookmaker     | "Fan Duel"   | bookmaker is "Fan Duel": accepted are lower-case letters, digits and underscores, 1 to 64
          bet_type      | "unknown"    | bet_type is "unknown": it is the schema's default and no producer may send it
          bet_type      | 3            | bet_type is 3: a bet type's symbol as text is needed
          outcomes      | {}           | outcomes is {}: an array of outcomes is needed
          outcomes      | [3]          | outcomes[0] is 3: an object with the fields name, description, point, price, link, bet_limit is needed
          last_update   | "2024-03-21T14:11:20Z" | last_update is 2024-03-21T14:11:20Z, ahead of the record timestamp 2024-03-21T14:10:19Z by more than PT1M: check the producer's clock
          last_update   | null         | last_update is null: milliseconds since the epoch or an ISO-8601 time is needed
          """)
  void fieldIsNamedWithItsValueAndWhatIsAccepted(String field, String value, String problem)
      throws Exception {
    ObjectNode event = (ObjectNode) MAPPER.readTree(EVENT);
    event.set(field, MAPPER.readTree(value));

    assertThat(check.check(event, null, NOW).problems()).containsExactly(problem);
  }

  @Test
  void recordTimestampInAnotherUnitIsRefused() throws Exception {
    assertThat(
            check.check(MAPPER.readTree(EVENT), null, Instant.ofEpochMilli(1711030219)).problems())
        .contains(
            "record timestamp is 1970-01-20T19:17:10.219Z: accepted are milliseconds since the"
                + " epoch, from 1971 to 2200; 1711030219 looks like seconds, milliseconds are"
                + " meant");
  }

  @Test
  void everyProblemIsNamedAtOnce() throws Exception {
    String event =
        """
        {"sport_key":"NHL","commence_time":1711062000000,"bookmaker":"","bet_type":"h2h",
         "hometeam":"x","last_update":1711030200000,
         "outcomes":[{"name":"","price":1.0},{"name":"x","price":NaN,"point":"1"},{"price":2}]}
        """;

    Verdict verdict = check.check(MAPPER.readTree(event), "totals", Instant.ofEpochMilli(-1));

    assertThat(verdict.snapshot()).isNull();
    assertThat(verdict.problems())
        .extracting(problem -> problem.substring(0, problem.indexOf(" is ")))
        .containsExactlyInAnyOrder(
            "event_id",
            "hometeam",
            "record timestamp",
            "key",
            "sport_key",
            "bookmaker",
            "last_update",
            "outcomes[0].name",
            "outcomes[0].price",
            "outcomes[1].price",
            "outcomes[1].point",
            "outcomes[2].name");
  }

  private static MarketSnapshot snapshot() {
    return new MarketSnapshot(
        new SportingEvent(
            "b33f30ad",
            "icehockey_nhl",
            Instant.parse("2024-03-21T23:00:00Z"),
            "Boston Bruins",
            "New York Rangers"),
        new BetType("h2h"),
        new Bookmaker("fanduel"),
        List.of(
            Outcome.of("Boston Bruins", null, null, 1.91),
            Outcome.of("New York Rangers", null, null, 2)),
        Instant.parse("2024-03-21T14:10:00Z"),
        NOW,
        null);
  }

  private static byte[] wire() throws Exception {
    MockSchemaRegistryClient registry = new MockSchemaRegistryClient();
    registry.register(Topics.ODDS_EVENTS_SUBJECT, new AvroSchema(OddsEvent.getClassSchema()));
    return OddsEventEncoder.latest(registry).encode(snapshot());
  }
}
