package io.betintel.ev.stream;

import static io.betintel.ev.codec.WireEvents.NOON;
import static io.betintel.ev.codec.WireEvents.event;
import static io.betintel.ev.codec.WireEvents.wire;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.betintel.ev.admission.BetTypeGate;
import io.betintel.ev.avro.OddsEvent;
import io.betintel.ev.bettype.BetTypeSettings;
import io.betintel.ev.bettype.PricingTerms;
import io.betintel.ev.bettype.Role;
import io.betintel.ev.bettype.Shape;
import io.betintel.ev.catalogue.Catalogue;
import io.betintel.ev.catalogue.CatalogueEntry;
import io.betintel.ev.codec.AvroRuntime;
import io.betintel.ev.codec.PricedLineCodec;
import io.betintel.ev.codec.Topics;
import io.betintel.ev.codec.WireEvents;
import io.betintel.ev.codec.WriterSchemas;
import io.betintel.ev.odds.BetType;
import io.betintel.ev.priced.PricedLine;
import io.betintel.ev.schemas.Contract;
import io.betintel.ev.value.EvCalculator;
import io.betintel.ev.value.FeeTable;
import io.confluent.kafka.schemaregistry.avro.AvroSchema;
import io.confluent.kafka.schemaregistry.client.MockSchemaRegistryClient;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.function.Consumer;
import org.apache.avro.generic.GenericRecord;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TestOutputTopic;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.state.KeyValueStore;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A market over by the clock is forgotten, and one that comes again begins anew. */
class MarketExpiryTest {
  private static final byte[] H2H = "h2h".getBytes(UTF_8);
  private static final String LINE = "match-1|h2h|||Bears/Lions";

  // The event starts at 13:00: with 6 h of grace it is over at 19:00.
  private static final Instant OVER = NOON.plus(Duration.ofHours(7));
  private static final Bytes STANDING = Bytes.wrap("\0h2h".getBytes(UTF_8));
  private static final Duration QUIET = Duration.ofMinutes(30);

  private final Topics topics = new Topics("");
  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  private final MockSchemaRegistryClient registry = new MockSchemaRegistryClient();
  private final WriterSchemas schemas =
      new WriterSchemas(registry, Clock.systemUTC(), Duration.ZERO, Duration.ofSeconds(1));
  private int oddsId;
  private int linesId;
  private Instant now = NOON;
  private TopologyTestDriver driver;
  private TestInputTopic<byte[], byte[]> odds;
  private TestOutputTopic<String, byte[]> lines;

  @BeforeEach
  void start() throws Exception {
    AvroRuntime.prepare();
    oddsId =
        registry.register(Topics.ODDS_EVENTS_SUBJECT, new AvroSchema(OddsEvent.getClassSchema()));
    linesId =
        registry.register(Topics.LINES_SUBJECT, new AvroSchema(Contract.pricedLine().current()));
    open(Optional.of(new Expiry(Duration.ofHours(6), QUIET)), List.of());
  }

  @AfterEach
  void stop() {
    driver.close();
  }

  @Test
  void linesOfAnOverMarketGetTombstonesAndItsEntriesAreDeleted() {
    quote(NOON, e -> {});
    assertThat(published()).extracting(line -> line.key).containsExactly(LINE);
    assertThat(entries()).hasSize(1);

    passUntil(OVER.minusSeconds(20));
    assertThat(lines.isEmpty()).isTrue();

    passUntil(OVER.plusSeconds(10));
    assertThat(published()).containsExactly(KeyValue.pair(LINE, null));
    assertThat(entries()).isEmpty();
    assertThat(meters.counter("ev.lines.published", expired()).count()).isEqualTo(1);

    passUntil(OVER.plus(Duration.ofHours(2)));
    assertThat(lines.isEmpty()).isTrue();
  }

  @Test
  void withdrawnLinesGetTheirTombstoneTooAfterARestartAsWell() {
    quote(NOON, e -> {});
    quote(NOON.plusSeconds(1), e -> rename(e, "Cubs"));
    List<KeyValue<String, byte[]>> published = published();
    assertThat(published).hasSize(3); // open, withdrawn, and the new line
    assertThat(decode(published.get(1)).status()).isEqualTo(PricedLine.Status.WITHDRAWN);

    restart();
    passUntil(OVER.plus(QUIET).plusSeconds(20));

    assertThat(published())
        .containsExactlyInAnyOrder(
            KeyValue.pair(LINE, null), KeyValue.pair("match-1|h2h|||Cubs/Lions", null));
    assertThat(entries()).isEmpty();
  }

  @Test
  void lineThatIsGoneIsWithdrawnAndOpensWhenItIsBack() {
    quote(NOON, e -> {});
    quote(NOON.plusSeconds(1), e -> rename(e, "Cubs"));
    quote(NOON.plusSeconds(2), e -> {});

    assertThat(published())
        .extracting(line -> line.key, line -> decode(line).status())
        .containsExactly(
            tuple(LINE, PricedLine.Status.OPEN),
            tuple(LINE, PricedLine.Status.WITHDRAWN),
            tuple("match-1|h2h|||Cubs/Lions", PricedLine.Status.OPEN),
            tuple("match-1|h2h|||Cubs/Lions", PricedLine.Status.WITHDRAWN),
            tuple(LINE, PricedLine.Status.OPEN));
    // The snapshot, and the one line that is withdrawn now.
    assertThat(entries()).hasSize(2);
  }

  @Test
  void restartPublishesNothingThatDidNotChange() {
    quote(NOON, e -> {});
    published();

    restart();
    quote(NOON.plusSeconds(30), e -> e.put("last_update", NOON.toEpochMilli()));

    assertThat(lines.isEmpty()).isTrue();
  }

  @Test
  void postponedEventBeginsAnew() {
    quote(NOON, e -> {});
    passUntil(OVER.plusSeconds(10));
    published();

    Instant later = OVER.plus(Duration.ofHours(1));
    quote(later, e -> e.put("commence_time", later.plus(Duration.ofDays(1)).toEpochMilli()));

    assertThat(published()).extracting(line -> line.key).containsExactly(LINE);
    assertThat(entries()).hasSize(1);
  }

  @Test
  void marketThatIsBeingReadIsNotForgottenHoweverOldItsEvents() {
    Instant tomorrow = NOON.plus(Duration.ofDays(1));
    now = NOON;
    passUntil(tomorrow);
    quote(NOON, e -> {});
    published();

    passUntil(tomorrow.plus(QUIET).minusSeconds(20));
    assertThat(lines.isEmpty()).isTrue();
    passUntil(tomorrow.plus(QUIET).plusSeconds(20));
    assertThat(published()).containsExactly(KeyValue.pair(LINE, null));
  }

  @Test
  void replayForgetsNothing() {
    driver.close();
    open(Optional.empty(), List.of());
    quote(NOON, e -> {});
    published();

    passUntil(OVER.plus(Duration.ofHours(1)));

    assertThat(lines.isEmpty()).isTrue();
    assertThat(entries()).hasSize(1);
  }

  private void open(Optional<Expiry> expiry, List<KeyValue<Bytes, byte[]>> stored) {
    CatalogueEntry entry =
        new CatalogueEntry(
            new PricingTerms(new BetType("h2h"), Shape.N_WAY, BetTypeSettings.defaults(), 1),
            "h2h",
            true,
            true,
            Role.FREE,
            null,
            1);
    Catalogue catalogue = Catalogue.of(1, List.of(entry));
    StreamMetrics metrics = new StreamMetrics(meters, () -> catalogue, true);
    TaskCodecs codecs =
        new TaskCodecs(schemas, () -> new PricedLineCodec(schemas, linesId), Duration.ofMinutes(1));
    Topology topology =
        OddsTopology.build(
            topics,
            () ->
                new Sorter(
                    codecs,
                    1,
                    RecordLimits.of(1_000_000),
                    new BrokenRecordLog(Clock.systemUTC()),
                    metrics),
            () ->
                new MarketProcessor(
                    new MarketRules(
                        new BetTypeGate(() -> catalogue, Duration.ofHours(6)),
                        new EvCalculator(new FeeTable(Map.of())),
                        expiry,
                        200),
                    codecs,
                    1,
                    new BetTypeLog(Clock.systemUTC()),
                    metrics));
    Properties properties = new Properties();
    properties.put(StreamsConfig.APPLICATION_ID_CONFIG, "expiry");
    properties.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, "none:1");
    properties.put(
        StreamsConfig.DEFAULT_TIMESTAMP_EXTRACTOR_CLASS_CONFIG, NeverThrowingTimestamps.class);
    driver = new TopologyTestDriver(topology, properties, now);
    stored.forEach(e -> store().put(e.key, e.value));
    odds =
        driver.createInputTopic(
            topics.oddsEvents(), new ByteArraySerializer(), new ByteArraySerializer());
    lines =
        driver.createOutputTopic(
            topics.lines(), new StringDeserializer(), new ByteArrayDeserializer());
  }

  /** What a new owner of the task finds: the store, and nothing on the heap. */
  private void restart() {
    List<KeyValue<Bytes, byte[]>> stored = stored();
    driver.close();
    open(Optional.of(new Expiry(Duration.ofHours(6), QUIET)), stored);
  }

  private void quote(Instant when, Consumer<GenericRecord> change) {
    GenericRecord event =
        event(
            e -> {
              e.put("last_update", when.toEpochMilli());
              change.accept(e);
            });
    odds.pipeInput(H2H, wire(oddsId, event), when);
  }

  private static void rename(GenericRecord event, String team) {
    event.put(
        "outcomes",
        List.of(
            WireEvents.outcome(event.getSchema(), "Lions", 1.9),
            WireEvents.outcome(event.getSchema(), team, 2.0)));
  }

  /** In steps, as the clock goes. */
  private void passUntil(Instant end) {
    Duration step = Duration.ofMinutes(10);
    while (now.plus(step).isBefore(end)) {
      driver.advanceWallClockTime(step);
      now = now.plus(step);
    }
    driver.advanceWallClockTime(Duration.between(now, end));
    now = end;
  }

  private KeyValueStore<Bytes, byte[]> store() {
    return driver.getKeyValueStore(OddsTopology.MARKETS);
  }

  /** Without the standing of the bet type, which stays. */
  private List<KeyValue<Bytes, byte[]>> entries() {
    return stored().stream().filter(e -> !e.key.equals(STANDING)).toList();
  }

  private List<KeyValue<Bytes, byte[]>> stored() {
    List<KeyValue<Bytes, byte[]>> entries = new ArrayList<>();
    try (var all = store().all()) {
      all.forEachRemaining(entries::add);
    }
    return entries;
  }

  private List<KeyValue<String, byte[]>> published() {
    return lines.readKeyValuesToList();
  }

  private PricedLine decode(KeyValue<String, byte[]> line) {
    return new PricedLineCodec(schemas).decode(line.value);
  }

  private static String[] expired() {
    return new String[] {"outcome", "expired", "reason", "none", "bet_type", "h2h"};
  }
}
