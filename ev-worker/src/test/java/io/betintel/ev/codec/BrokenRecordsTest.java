package io.betintel.ev.codec;

import static io.betintel.ev.codec.WireEvents.NOON;
import static io.betintel.ev.codec.WireEvents.event;
import static io.betintel.ev.codec.WireEvents.symbol;
import static io.betintel.ev.codec.WireEvents.wire;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.betintel.ev.avro.OddsEvent;
import io.betintel.ev.codec.BrokenRecordException.Reason;
import io.betintel.ev.odds.MarketSnapshot;
import io.betintel.ev.schemas.Contract;
import io.confluent.kafka.schemaregistry.avro.AvroSchema;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every way in which a record can be broken: its reason, and what the message tells. */
@Timeout(20)
class BrokenRecordsTest {
  private static final byte[] H2H = "h2h".getBytes(UTF_8);
  private static final Schema OURS = OddsEvent.getClassSchema();

  private final Decoding decoding = new Decoding();
  private final int id = decoding.id();

  @Test
  void theRecordThatTheOthersAreMadeFromIsGood() {
    MarketSnapshot snapshot = decoding.decode(H2H, wire(id, event(change -> {})));

    assertThat(snapshot.marketId().text()).isEqualTo("match-1|h2h");
    assertThat(snapshot.outcomes()).hasSize(2);
  }

  @Test
  void keyIsMissing() {
    decoding.broken(null, wire(id, event(change -> {})), Reason.NO_KEY, "key is null", "bet type");
  }

  @Test
  void keyIsNotUtf8() {
    decoding.broken(
        new byte[] {(byte) 0xC3, 0x28},
        wire(id, event(change -> {})),
        Reason.KEY_NOT_UTF8,
        "key is c328 (hex)",
        "plain text");
  }

  @Test
  void keyIsAnotherBetType() {
    decoding.broken(
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
        decoding.broken(
            ("h2h\n" + "x".repeat(1_000_000)).getBytes(UTF_8),
            wire(id, event(change -> {})),
            Reason.KEY_MISMATCH,
            "h2h\\u000axxx");

    assertThat(broken.getMessage()).hasSizeLessThan(1100).doesNotContain("\n");
  }

  @Test
  void valueIsNull() {
    decoding.broken(
        H2H, null, Reason.NULL_VALUE, "value is null", "withdrawn by a snapshot without them");
  }

  @ParameterizedTest
  @ValueSource(longs = {-1, 0})
  void recordTimestampIsMissing(long timestamp) {
    BrokenRecordException broken =
        decoding.broken(() -> decoding.decode(H2H, wire(id, event(change -> {})), timestamp));

    assertThat(broken.reason()).isEqualTo(Reason.NO_TIMESTAMP);
    assertThat(broken).hasMessageContaining("record timestamp is " + timestamp);
  }

  @Test
  void valueHasNoMagicByte() {
    byte[] value = wire(id, event(change -> {}));
    value[0] = 1;
    decoding.broken(
        H2H, value, Reason.NOT_WIRE_FORMAT, "magic byte 0", "schema registry serializer");
    decoding.broken(H2H, "{\"json\":1}".getBytes(UTF_8), Reason.NOT_WIRE_FORMAT);
    decoding.broken(H2H, new byte[0], Reason.NOT_WIRE_FORMAT);
  }

  @Test
  void valueIsCutOffAnywhere() {
    byte[] value = wire(id, event(change -> {}));
    for (int length = 0; length < value.length; length++) {
      decoding.broken(
          H2H,
          Arrays.copyOf(value, length),
          length < 5 ? Reason.NOT_WIRE_FORMAT : Reason.UNDECODABLE);
    }
  }

  @Test
  void valueHasBytesLeftOver() {
    byte[] value = wire(id, event(change -> {}));
    decoding.broken(
        H2H, Arrays.copyOf(value, value.length + 1), Reason.UNDECODABLE, "value has bytes left");
  }

  @Test
  void schemaIdIsUnknown() {
    decoding.broken(
        H2H,
        wire(4711, event(change -> {})),
        Reason.UNKNOWN_SCHEMA,
        "schema id 4711",
        "register the producer's schema");
  }

  @Test
  void schemaHasAnotherName() throws Exception {
    Schema other = new Schema.Parser().parse(OURS.toString().replace("OddsEvent", "OddsTicket"));
    int otherId = decoding.register(new AvroSchema(other));

    decoding.broken(
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
    int otherId = decoding.register(new AvroSchema(other));

    decoding.broken(
        H2H,
        wire(otherId, new byte[] {2, 'a'}),
        Reason.WRONG_SCHEMA,
        "schema id " + otherId + " cannot be read as",
        "odds.events-value");
  }

  @Test
  void schemaIsNotAvro() {
    decoding.broken(
        H2H,
        wire(Decoding.JSON_SCHEMA, new byte[] {1}),
        Reason.WRONG_SCHEMA,
        "schema id " + Decoding.JSON_SCHEMA + " is not Avro",
        "odds.events-value");
  }

  @Test
  void textThatIsNotUtf8NamesItsField() throws Exception {
    // The byte of E9 alone is Latin-1's e with an acute accent; in UTF-8 it begins three bytes.
    Map<String, String> fields =
        Map.of(
            "event_id", "EventZ",
            "bookmaker", "bookz",
            "home_team", "HomeZ",
            "outcomes[1].name", "SecondZ",
            "outcomes[0].description", "PlayerZ",
            "link", "LinkZ");
    for (Map.Entry<String, String> field : fields.entrySet()) {
      byte[] value = wire(id, event(change -> nameEverything(change)));
      int at = new String(value, ISO_8859_1).indexOf(field.getValue());
      value[at + field.getValue().length() - 1] = (byte) 0xE9;
      BrokenRecordException broken =
          decoding.broken(H2H, value, Reason.OUT_OF_CONTRACT, field.getKey() + " is ", "not UTF-8");
      assertThat(broken.quote().isPresent())
          .as(field.getKey())
          .isEqualTo(!List.of("event_id", "bookmaker").contains(field.getKey()));
    }
  }

  private static void nameEverything(GenericRecord event) {
    event.put("event_id", "EventZ");
    event.put("bookmaker", "bookz");
    event.put("home_team", "HomeZ");
    event.put("link", "LinkZ");
    GenericRecord first = WireEvents.outcome(event.getSchema(), "FirstZ", 1.9);
    first.put("description", "PlayerZ");
    event.put("outcomes", List.of(first, WireEvents.outcome(event.getSchema(), "SecondZ", 1.9)));
  }

  @Test
  void replacementCharacterThatTheProducerWroteIsText() throws Exception {
    byte[] value = wire(id, event(change -> change.put("home_team", "Li\uFFFDns")));

    assertThat(decoding.decode(H2H, value).event().homeTeam()).isEqualTo("Li\uFFFDns");
  }

  @Test
  void stringLengthIsHostile() throws Exception {
    for (long length : new long[] {Integer.MAX_VALUE, Long.MAX_VALUE, -1, 1 << 20}) {
      decoding.broken(H2H, wire(id, avro(out -> out.writeLong(length))), Reason.UNDECODABLE);
    }
  }

  @Test
  void arrayLengthIsHostile() throws Exception {
    for (long count : new long[] {Integer.MAX_VALUE, Long.MAX_VALUE, Long.MIN_VALUE, 20_001}) {
      decoding.broken(
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
    int otherId = decoding.register(new AvroSchema(nesting));
    byte[] deep = new byte[2_000_000];
    Arrays.fill(deep, (byte) 2); // the second branch of the union, again and again

    decoding.broken(H2H, wire(otherId, deep), Reason.UNDECODABLE, "nested too deeply");
  }

  @Test
  void writersOwnFieldClaimsEndlessNothing() throws Exception {
    Schema nothing =
        withField("{\"name\": \"n\", \"type\": {\"type\": \"array\", \"items\": \"null\"}}");
    int otherId = decoding.register(new AvroSchema(nothing));

    decoding.broken(
        H2H, wire(otherId, avro(out -> out.writeLong(Long.MAX_VALUE))), Reason.UNDECODABLE);
  }

  @Test
  void newerSchemasBetTypeKeepsItsName() throws Exception {
    Schema newer = WireEvents.withBetTypes("zz_dunks");
    int newerId = decoding.register(new AvroSchema(newer));
    GenericRecord event = event(newer);
    event.put("bet_type", symbol(newer, "zz_dunks"));

    MarketSnapshot snapshot = decoding.decode("zz_dunks".getBytes(UTF_8), wire(newerId, event));

    assertThat(snapshot.betType().symbol()).isEqualTo("zz_dunks");
  }

  @Test
  void olderSchemaIsReadAndItsMissingFieldsAreEmpty() throws Exception {
    Schema older = Contract.oddsEvent().releases().get(0).schema();
    int olderId = decoding.register(new AvroSchema(older));

    assertThat(decoding.decode(H2H, wire(olderId, event(older))).link()).isNull();
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

  private interface Content {
    void write(BinaryEncoder out) throws IOException;
  }
}
