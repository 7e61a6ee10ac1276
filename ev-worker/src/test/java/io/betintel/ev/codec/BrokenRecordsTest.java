package io.betintel.ev.codec;

import static io.betintel.ev.codec.WireEvents.NOON;
import static io.betintel.ev.codec.WireEvents.event;
import static io.betintel.ev.codec.WireEvents.outcome;
import static io.betintel.ev.codec.WireEvents.outcomes;
import static io.betintel.ev.codec.WireEvents.symbol;
import static io.betintel.ev.codec.WireEvents.wire;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.betintel.ev.avro.OddsEvent;
import io.betintel.ev.codec.BrokenRecordException.Reason;
import io.betintel.ev.odds.MarketSnapshot;
import io.betintel.ev.schemas.Contract;
import io.confluent.kafka.schemaregistry.ParsedSchema;
import io.confluent.kafka.schemaregistry.avro.AvroSchema;
import io.confluent.kafka.schemaregistry.client.MockSchemaRegistryClient;
import io.confluent.kafka.schemaregistry.client.rest.exceptions.RestClientException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.function.Consumer;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every way in which a record can be broken: its reason, and what the message tells. */
@Timeout(20)
class BrokenRecordsTest {
  private static final byte[] H2H = "h2h".getBytes(UTF_8);
  private static final Schema OURS = OddsEvent.getClassSchema();

  private static final int JSON_SCHEMA = 815;

  private final MockSchemaRegistryClient registry =
      new MockSchemaRegistryClient() {
        @Override
        public ParsedSchema getSchemaById(int id) throws IOException, RestClientException {
          if (id == JSON_SCHEMA) { // as the real client says it, which knows Avro only
            throw new IllegalStateException("Invalid schema type JSON");
          }
          return super.getSchemaById(id);
        }
      };
  private final OddsEventDecoder decoder =
      new OddsEventDecoder(
          new WriterSchemas(registry, Clock.systemUTC(), Duration.ZERO, Duration.ofSeconds(1)),
          Duration.ofMinutes(1));
  private int id;

  @BeforeEach
  void register() throws Exception {
    AvroRuntime.prepare();
    id = registry.register(Topics.ODDS_EVENTS_SUBJECT, new AvroSchema(OURS));
  }

  @Test
  void theRecordThatTheOthersAreMadeFromIsGood() {
    MarketSnapshot snapshot = decode(H2H, wire(id, event(change -> {})));

    assertThat(snapshot.marketId().text()).isEqualTo("match-1|h2h");
    assertThat(snapshot.outcomes()).hasSize(2);
  }

  @Test
  void keyIsMissing() {
    broken(null, wire(id, event(change -> {})), Reason.NO_KEY, "key is null", "bet type");
  }

  @Test
  void keyIsNotUtf8() {
    broken(
        new byte[] {(byte) 0xC3, 0x28},
        wire(id, event(change -> {})),
        Reason.KEY_NOT_UTF8,
        "key is c328 (hex)",
        "plain text");
  }

  @Test
  void keyIsAnotherBetType() {
    broken(
        "totals".getBytes(UTF_8),
        wire(id, event(change -> {})),
        Reason.KEY_MISMATCH,
        "key is \"totals\"",
        "bet_type is \"h2h\"",
        "must be equal");
  }

  @Test
  void keyOfAMegabyteWithControlCharactersMakesAShortLine() {
    BrokenRecordException broken =
        broken(
            ("h2h\n" + "x".repeat(1_000_000)).getBytes(UTF_8),
            wire(id, event(change -> {})),
            Reason.KEY_MISMATCH,
            "h2h\\u000axxx");

    assertThat(broken.getMessage()).hasSizeLessThan(1100).doesNotContain("\n");
  }

  @Test
  void valueIsNull() {
    broken(H2H, null, Reason.NULL_VALUE, "value is null", "withdrawn by a snapshot without them");
  }

  @ParameterizedTest
  @ValueSource(longs = {-1, 0})
  void recordTimestampIsMissing(long timestamp) {
    BrokenRecordException broken =
        broken(() -> decoder.decode(H2H, wire(id, event(change -> {})), timestamp));

    assertThat(broken.reason()).isEqualTo(Reason.NO_TIMESTAMP);
    assertThat(broken).hasMessageContaining("record timestamp is " + timestamp);
  }

  @Test
  void valueHasNoMagicByte() {
    byte[] value = wire(id, event(change -> {}));
    value[0] = 1;
    broken(H2H, value, Reason.NOT_WIRE_FORMAT, "magic byte 0", "schema registry serializer");
    broken(H2H, "{\"json\":1}".getBytes(UTF_8), Reason.NOT_WIRE_FORMAT);
    broken(H2H, new byte[0], Reason.NOT_WIRE_FORMAT);
  }

  @Test
  void valueIsCutOffAnywhere() {
    byte[] value = wire(id, event(change -> {}));
    for (int length = 0; length < value.length; length++) {
      broken(
          H2H,
          Arrays.copyOf(value, length),
          length < 5 ? Reason.NOT_WIRE_FORMAT : Reason.UNDECODABLE);
    }
  }

  @Test
  void valueHasBytesLeftOver() {
    byte[] value = wire(id, event(change -> {}));
    broken(H2H, Arrays.copyOf(value, value.length + 1), Reason.UNDECODABLE, "value has bytes left");
  }

  @Test
  void schemaIdIsUnknown() {
    broken(
        H2H,
        wire(4711, event(change -> {})),
        Reason.UNKNOWN_SCHEMA,
        "schema id 4711",
        "register the producer's schema");
  }

  @Test
  void schemaHasAnotherName() throws Exception {
    Schema other = new Schema.Parser().parse(OURS.toString().replace("OddsEvent", "OddsTicket"));
    int otherId = registry.register("other-value", new AvroSchema(other));

    broken(
        H2H,
        wire(otherId, event(other)),
        Reason.WRONG_SCHEMA,
        "schema id " + otherId,
        "io.betintel.ev.avro.OddsTicket",
        "odds.events-value");
  }

  @Test
  void schemaOfOurNameCannotBeReadAsOurs() throws Exception {
    Schema other =
        SchemaBuilder.record(OURS.getFullName()).fields().requiredString("event_id").endRecord();
    int otherId = registry.register("other-value", new AvroSchema(other));

    broken(
        H2H,
        wire(otherId, new byte[] {2, 'a'}),
        Reason.WRONG_SCHEMA,
        "schema id " + otherId + " cannot be read as",
        "odds.events-value");
  }

  @Test
  void schemaIsNotAvro() {
    broken(
        H2H,
        wire(JSON_SCHEMA, new byte[] {1}),
        Reason.WRONG_SCHEMA,
        "schema id " + JSON_SCHEMA + " is not Avro",
        "odds.events-value");
  }

  @Test
  void betTypeIsTrulyUnknown() {
    broken(
        "unknown".getBytes(UTF_8),
        wire(id, event(e -> e.put("bet_type", symbol(OURS, "unknown")))),
        Reason.OUT_OF_CONTRACT,
        "bet_type is \"unknown\"",
        "no producer may send it");
  }

  @ParameterizedTest
  @CsvSource({"1.0", "0.5", "0", "-2", "NaN", "Infinity", "-Infinity", "100000.1"})
  void priceIsNoDecimalOdds(double price) {
    broken(
        e -> e.put("outcomes", List.of(outcome(OURS, "Lions", 2), outcome(OURS, "Bears", price))),
        "outcomes[1].price is " + price,
        "decimal odds must be above 1 and at most 100000");
  }

  @Test
  void thereAreNoOutcomes() {
    broken(
        e -> e.put("outcomes", List.of()), "outcomes is \"0 outcomes\"", "accepted are 1 to 1000");
  }

  @Test
  void thereAreTenThousandOutcomes() {
    broken(
        e -> e.put("outcomes", outcomes(OURS, 10_000)),
        "outcomes is \"10000 outcomes\"",
        "accepted are 1 to 1000");
  }

  @Test
  void quoteIsAheadOfItsObservation() {
    long limit = NOON.plusSeconds(60).toEpochMilli();

    assertThat(decode(H2H, wire(id, event(e -> e.put("last_update", limit)))).lastUpdate())
        .isEqualTo("2026-03-01T12:01:00Z");
    broken(
        H2H,
        wire(id, event(e -> e.put("last_update", limit + 1))),
        Reason.AHEAD_OF_TIME,
        "last_update is 2026-03-01T12:01:00.001Z",
        "2026-03-01T12:00:00Z",
        "check the producer's clock");
  }

  @ParameterizedTest
  @ValueSource(strings = {"commence_time", "last_update"})
  void timesAreAbsurd(String field) {
    for (long absurd : new long[] {Long.MIN_VALUE, -1, 0, 7258118400001L, Long.MAX_VALUE}) {
      broken(e -> e.put(field, absurd), field + " is ", "from 1970 to 2200");
    }
  }

  @Test
  void eventIdIsNoText() {
    broken(e -> e.put("event_id", " "), "event_id is \" \"", "1 to 128");
    broken(e -> e.put("event_id", "x".repeat(129)), "event_id is \"xxx", "at most 128");
    broken(e -> e.put("event_id", "a\u0000b"), "event_id is \"a\\u0000b\"", "control characters");
  }

  @Test
  void keysOfSportAndBookmakerAreNoKeys() {
    for (String bad : new String[] {"", "Pinnacle", "pin nacle", "a/b", "x".repeat(65), "ü"}) {
      broken(e -> e.put("sport_key", bad), "sport_key is \"", "lower-case letters");
      broken(e -> e.put("bookmaker", bad), "bookmaker is \"", "lower-case letters");
    }
  }

  @Test
  void outcomesTextsAndNumbersAreOutsideTheContract() {
    brokenOutcome(o -> o.put("name", ""), "outcomes[0].name is \"\"", "1 to 256");
    brokenOutcome(o -> o.put("description", "x".repeat(257)), "outcomes[0].description");
    brokenOutcome(o -> o.put("point", Double.NaN), "outcomes[0].point is NaN", "finite");
    brokenOutcome(o -> o.put("bet_limit", -1.0), "outcomes[0].bet_limit is -1.0", "not below 0");
    brokenOutcome(o -> o.put("link", "x".repeat(2049)), "outcomes[0].link");
  }

  @Test
  void stringLengthIsHostile() throws Exception {
    for (long length : new long[] {Integer.MAX_VALUE, Long.MAX_VALUE, -1, 1 << 20}) {
      broken(H2H, wire(id, avro(out -> out.writeLong(length))), Reason.UNDECODABLE);
    }
  }

  @Test
  void arrayLengthIsHostile() throws Exception {
    for (long count : new long[] {Integer.MAX_VALUE, Long.MAX_VALUE, Long.MIN_VALUE, 20_001}) {
      broken(
          H2H,
          wire(
              id,
              avro(
                  out -> {
                    for (String text : List.of("match-1", "nfl")) {
                      out.writeString(text);
                    }
                    out.writeLong(NOON.toEpochMilli());
                    out.writeIndex(0);
                    out.writeIndex(0);
                    out.writeString("pinnacle");
                    out.writeEnum(1);
                    out.writeLong(count);
                  })),
          Reason.UNDECODABLE);
    }
  }

  @Test
  void writersOwnFieldNestsWithoutEnd() throws Exception {
    Schema nesting = withField("{\"name\": \"next\", \"type\": [\"null\", \"OddsEvent\"]}");
    int otherId = registry.register(Topics.ODDS_EVENTS_SUBJECT, new AvroSchema(nesting));
    byte[] deep = new byte[2_000_000];
    Arrays.fill(deep, (byte) 2); // the second branch of the union, again and again

    broken(H2H, wire(otherId, deep), Reason.UNDECODABLE, "nested too deeply");
  }

  @Test
  void writersOwnFieldClaimsEndlessNothing() throws Exception {
    Schema nothing =
        withField("{\"name\": \"n\", \"type\": {\"type\": \"array\", \"items\": \"null\"}}");
    int otherId = registry.register(Topics.ODDS_EVENTS_SUBJECT, new AvroSchema(nothing));

    broken(H2H, wire(otherId, avro(out -> out.writeLong(Long.MAX_VALUE))), Reason.UNDECODABLE);
  }

  @Test
  void newerSchemasBetTypeKeepsItsName() throws Exception {
    Schema newer =
        new Schema.Parser()
            .parse(
                OURS.toString()
                    .replace("\"player_rebounds\"]", "\"player_rebounds\",\"player_dunks\"]"));
    int newerId = registry.register(Topics.ODDS_EVENTS_SUBJECT, new AvroSchema(newer));
    GenericRecord event = event(newer);
    event.put("bet_type", symbol(newer, "player_dunks"));

    MarketSnapshot snapshot = decode("player_dunks".getBytes(UTF_8), wire(newerId, event));

    assertThat(snapshot.betType().symbol()).isEqualTo("player_dunks");
  }

  @Test
  void olderSchemaIsReadAndItsMissingFieldsAreEmpty() throws Exception {
    Schema older = Contract.oddsEvent().releases().get(0).schema();
    int olderId = registry.register(Topics.ODDS_EVENTS_SUBJECT, new AvroSchema(older));

    assertThat(decode(H2H, wire(olderId, event(older))).link()).isNull();
  }

  private static Schema withField(String field) {
    String first = "\"fields\":[";
    String text = OURS.toString();
    int at = text.indexOf(first) + first.length();
    return new Schema.Parser().parse(text.substring(0, at) + field + "," + text.substring(at));
  }

  private static byte[] avro(Content content) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    BinaryEncoder encoder = EncoderFactory.get().binaryEncoder(out, null);
    content.write(encoder);
    encoder.flush();
    return out.toByteArray();
  }

  private MarketSnapshot decode(byte[] key, byte[] value) {
    return decoder.decode(key, value, NOON.toEpochMilli());
  }

  private void brokenOutcome(Consumer<GenericRecord> change, String... told) {
    GenericRecord outcome = outcome(OURS, "Lions", 2);
    change.accept(outcome);
    broken(e -> e.put("outcomes", Collections.singletonList(outcome)), told);
  }

  private void broken(Consumer<GenericRecord> change, String... told) {
    broken(H2H, wire(id, event(change)), Reason.OUT_OF_CONTRACT, told);
  }

  private BrokenRecordException broken(byte[] key, byte[] value, Reason reason, String... told) {
    BrokenRecordException broken = broken(() -> decode(key, value));
    assertThat(broken.reason()).as(broken.getMessage()).isEqualTo(reason);
    for (String text : told) {
      assertThat(broken.getMessage()).contains(text);
    }
    return broken;
  }

  private static BrokenRecordException broken(ThrowingCallable decoding) {
    BrokenRecordException broken = catchThrowableOfType(BrokenRecordException.class, decoding);
    assertThat(broken).as("nothing was refused").isNotNull();
    return broken;
  }

  private interface Content {
    void write(BinaryEncoder out) throws IOException;
  }
}
