package io.betintel.ev.codec;

import static io.betintel.ev.codec.WireEvents.NOON;
import static io.betintel.ev.codec.WireEvents.event;
import static io.betintel.ev.codec.WireEvents.outcome;
import static io.betintel.ev.codec.WireEvents.wire;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.betintel.ev.avro.OddsEvent;
import io.betintel.ev.odds.MarketSnapshot;
import io.betintel.ev.schemas.Contract;
import io.betintel.ev.schemas.Release;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Supplier;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.lifecycle.BeforeContainer;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericRecord;

/** The direct reader against Avro's: the same snapshot, or the same words about what is wrong. */
class DirectEventReaderTest {
  private static final int ID = 7;
  private static final Schema OURS = OddsEvent.getClassSchema();
  private static final byte[] H2H = "h2h".getBytes(UTF_8);

  private static final List<String> TEXTS =
      List.of(
          "", " ", "Over", "Lions", "Bears", "S\u00e3o Paulo", "\u0000", "x".repeat(257), "a_1");

  private static final double[] NUMBERS = {
    1.9, 2.5, 1, 0, -110, 150, 130, 1e9, -0.0, 0.5, Double.NaN, Double.NEGATIVE_INFINITY
  };

  private final OddsEventDecoder decoder = decoder(OURS);

  @BeforeContainer
  static void trustGeneratedClasses() {
    AvroRuntime.prepare();
  }

  @Example
  void eventOfOurSchemaIsReadDirectlyOnceItsSchemaIsKnown() {
    byte[] value = wire(ID, event(change -> {}));

    assertThat(decoder.direct(H2H, value, NOON.toEpochMilli())).isNull();
    MarketSnapshot byAvro = decoder.decode(H2H, value, NOON.toEpochMilli());

    assertThat(decoder.direct(H2H, value, NOON.toEpochMilli())).isEqualTo(byAvro);
  }

  @Example
  void whatRepeatsIsOneObject() {
    byte[] value = wire(ID, event(change -> {}));
    decoder.decode(H2H, value, NOON.toEpochMilli());

    MarketSnapshot one = decoder.decode(H2H, value, NOON.toEpochMilli());
    MarketSnapshot other = decoder.decode(H2H, value.clone(), NOON.toEpochMilli());

    assertThat(other.event()).isSameAs(one.event());
    assertThat(other.bookmaker()).isSameAs(one.bookmaker());
    assertThat(other.outcomes().get(0).name()).isSameAs(one.outcomes().get(0).name());
  }

  /** Their bytes are the same: they differ in descriptions and in the symbols of the bet type. */
  @Example
  void everyReleaseIsReadDirectly() {
    for (Release release : Contract.oddsEvent().releases()) {
      assertThat(readsDirectly(release.schema())).as("release %s", release.version()).isTrue();
    }
  }

  @Example
  void betTypeThatOurSchemaLacksIsReadDirectly() {
    Schema newer = WireEvents.withBetTypes("zz_corners");
    GenericRecord corners = event(newer);
    corners.put("bet_type", WireEvents.symbol(newer, "zz_corners"));
    byte[] key = "zz_corners".getBytes(UTF_8);
    OddsEventDecoder newerDecoder = decoder(newer);
    MarketSnapshot byAvro = newerDecoder.decode(key, wire(ID, corners), NOON.toEpochMilli());

    assertThat(byAvro.betType().symbol()).isEqualTo("zz_corners");
    assertThat(newerDecoder.direct(key, wire(ID, corners), NOON.toEpochMilli())).isEqualTo(byAvro);
  }

  @Example
  void schemaWithOtherBytesIsReadByAvro() {
    assertThat(
            readsDirectly(
                changed(
                    "{\"name\":\"last_update\"",
                    "{\"name\":\"newer\",\"type\":[\"null\",\"int\"],\"default\":null},"
                        + "{\"name\":\"last_update\"")))
        .isFalse();
  }

  @Property(tries = 3000, seed = "20261101")
  void anyValuesReadTheSame(@ForAll Random random) {
    GenericRecord event = event(change -> change(change, random));

    readsTheSame(H2H, wire(ID, event), NOON.toEpochMilli());
  }

  @Property(tries = 4000, seed = "20261101")
  void damagedBytesReadTheSame(@ForAll Random random) {
    byte[] value = wire(ID, event(change -> {}));
    for (int damages = 1 + random.nextInt(4); damages > 0; damages--) {
      int at = 5 + random.nextInt(value.length - 5);
      switch (random.nextInt(6)) {
        case 0 -> value[at] ^= (byte) (1 << random.nextInt(8));
        case 1 -> value[at] = (byte) 0xFF;
        case 2 -> value = Arrays.copyOf(value, Math.max(6, at));
        case 3 -> value = Arrays.copyOf(value, value.length + 1 + random.nextInt(3));
        case 4 -> value = padded(value, at); // a varint with more bytes than it needs
        default -> Arrays.fill(value, at, Math.min(value.length, at + 8), (byte) 0x80);
      }
    }
    readsTheSame(H2H, value, NOON.toEpochMilli());
  }

  @Property(tries = 1000, seed = "20261101")
  void anyKeyAndTimeReadTheSame(@ForAll Random random) {
    byte[] key = new byte[random.nextInt(4)];
    random.nextBytes(key);
    key = random.nextBoolean() ? H2H : key;
    long timestamp =
        random.nextInt(3) == 0
            ? random.nextLong() >> random.nextInt(64)
            : NOON.toEpochMilli() - 90_000 + random.nextInt(180_000);

    readsTheSame(key, wire(ID, event(change -> {})), timestamp);
  }

  private void readsTheSame(byte[] key, byte[] value, long timestamp) {
    decoder.decode(H2H, wire(ID, event(change -> {})), NOON.toEpochMilli()); // its schema is known
    decoded(() -> decoder.decode(key, value, timestamp)); // and what repeats

    assertThat(decoded(() -> decoder.decode(key, value, timestamp)))
        .isEqualTo(decoded(() -> decoder.byAvro(key, value, timestamp)));
  }

  /** A snapshot, or reason and message. */
  private static Object decoded(Supplier<MarketSnapshot> decoding) {
    try {
      return decoding.get();
    } catch (BrokenRecordException broken) {
      return Map.entry(broken.reason(), broken.getMessage());
    }
  }

  private static void change(GenericRecord event, Random random) {
    for (String text : List.of("event_id", "sport_key", "home_team", "away_team", "bookmaker")) {
      if (random.nextInt(6) == 0) {
        event.put(text, text(random));
      }
    }
    for (String optional : List.of("home_team", "away_team", "link")) {
      if (random.nextInt(5) == 0) {
        event.put(optional, null);
      }
    }
    for (String time : List.of("commence_time", "last_update")) {
      if (random.nextInt(8) == 0) {
        event.put(time, random.nextLong() >> random.nextInt(64));
      }
    }
    List<GenericRecord> outcomes = new ArrayList<>();
    for (int i = random.nextInt(30) == 0 ? 1001 : random.nextInt(4); i > 0; i--) {
      GenericRecord outcome =
          outcome(OURS, random.nextInt(4) == 0 ? text(random) : "Over", 1.5 + random.nextDouble());
      if (random.nextInt(5) == 0) {
        outcome.put("price", number(random));
      }
      outcome.put("point", random.nextInt(3) == 0 ? number(random) : null);
      outcome.put("description", random.nextInt(3) == 0 ? text(random) : null);
      outcome.put("link", random.nextInt(5) == 0 ? text(random) : null);
      outcome.put("bet_limit", random.nextInt(5) == 0 ? number(random) : null);
      outcomes.add(outcome);
    }
    event.put("outcomes", outcomes);
    if (random.nextInt(8) == 0) {
      event.put("bet_type", WireEvents.symbol(OURS, random.nextBoolean() ? "unknown" : "totals"));
    }
  }

  private static String text(Random random) {
    return TEXTS.get(random.nextInt(TEXTS.size()));
  }

  private static double number(Random random) {
    return NUMBERS[random.nextInt(NUMBERS.length)];
  }

  private static byte[] padded(byte[] value, int at) {
    byte[] longer = Arrays.copyOf(value, value.length + 1);
    System.arraycopy(value, at + 1, longer, at + 2, value.length - at - 1);
    longer[at] |= (byte) 0x80;
    longer[at + 1] = 0;
    return longer;
  }

  private static boolean readsDirectly(Schema schema) {
    byte[] value = wire(ID, event(schema));
    OddsEventDecoder its = decoder(schema);
    its.decode(H2H, value, NOON.toEpochMilli());
    return its.direct(H2H, value, NOON.toEpochMilli()) != null;
  }

  private static Schema changed(String from, String to) {
    String text = OURS.toString();
    assertThat(text).contains(from);
    return new Schema.Parser().parse(text.replace(from, to));
  }

  private static OddsEventDecoder decoder(Schema schema) {
    return new OddsEventDecoder(id -> schema, new OddsEventContract(Duration.ofMinutes(1)));
  }
}
