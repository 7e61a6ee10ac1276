package io.betintel.ev.stream;

import static io.betintel.ev.codec.WireEvents.NOON;

import io.betintel.ev.admission.BetTypeGate;
import io.betintel.ev.avro.OddsEvent;
import io.betintel.ev.bettype.BetTypeSettings;
import io.betintel.ev.bettype.PricingTerms;
import io.betintel.ev.bettype.Role;
import io.betintel.ev.bettype.Shape;
import io.betintel.ev.catalogue.AliasMoves;
import io.betintel.ev.catalogue.Catalogue;
import io.betintel.ev.catalogue.CatalogueEntry;
import io.betintel.ev.codec.AvroRuntime;
import io.betintel.ev.codec.EvHeaders;
import io.betintel.ev.codec.PricedLineCodec;
import io.betintel.ev.codec.Topics;
import io.betintel.ev.codec.WireEvents;
import io.betintel.ev.codec.WriterSchemas;
import io.betintel.ev.odds.BetType;
import io.betintel.ev.ops.MovableClock;
import io.betintel.ev.priced.PricedLine;
import io.betintel.ev.schemas.Contract;
import io.betintel.ev.value.EvCalculator;
import io.betintel.ev.value.FeeTable;
import io.betintel.ev.value.PricingBasis;
import io.confluent.kafka.schemaregistry.avro.AvroSchema;
import io.confluent.kafka.schemaregistry.client.MockSchemaRegistryClient;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.apache.avro.generic.GenericRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.test.TestRecord;

/** One task of the real topology under one bet type whose catalogue row a test changes. */
final class DrivenTopology implements AutoCloseable {
  private static final byte[] H2H = "h2h".getBytes(StandardCharsets.UTF_8);

  final SimpleMeterRegistry meters = new SimpleMeterRegistry();

  private final Topics topics = new Topics("");
  private final MockSchemaRegistryClient registry = new MockSchemaRegistryClient();
  private final WriterSchemas schemas =
      new WriterSchemas(registry, Clock.systemUTC(), Duration.ZERO, Duration.ofSeconds(1));

  /** The algorithm of this build, and no fees. */
  static final PricingBasis BASIS = PricingBasis.of(new FeeTable(Map.of()));

  /** What is known of the input's order; nothing, if a test does not say it. */
  final LogOrder order = new LogOrder();

  private final int linesPerTurn;
  private final Optional<Expiry> expiry;
  private final Optional<Duration> clockAhead;
  private final int oddsId;
  private final int linesId;
  private volatile Catalogue catalogue;
  private final MovableClock wall = new MovableClock(NOON);
  private FeeTable fees = new FeeTable(Map.of());
  private TopologyTestDriver driver;

  /** A task that forgets nothing. */
  DrivenTopology(int linesPerTurn) throws Exception {
    this(linesPerTurn, Optional.empty());
  }

  DrivenTopology(int linesPerTurn, Optional<Expiry> expiry) throws Exception {
    this(linesPerTurn, expiry, Optional.empty());
  }

  /**
   * @param clockAhead by how much records may be ahead of the wall clock; empty as in a replay
   */
  DrivenTopology(int linesPerTurn, Optional<Expiry> expiry, Optional<Duration> clockAhead)
      throws Exception {
    this.clockAhead = clockAhead;
    AvroRuntime.prepare();
    this.linesPerTurn = linesPerTurn;
    this.expiry = expiry;
    oddsId =
        registry.register(Topics.ODDS_EVENTS_SUBJECT, new AvroSchema(OddsEvent.getClassSchema()));
    linesId =
        registry.register(Topics.LINES_SUBJECT, new AvroSchema(Contract.pricedLine().current()));
    catalogue(Shape.WINNER, true, 1, 1);
    open(List.of());
  }

  void catalogue(Shape shape, boolean enabled, int settingsVersion, long enabledVersion) {
    catalogue =
        Catalogue.of(
            1,
            List.of(
                new CatalogueEntry(
                    new PricingTerms(
                        new BetType("h2h"), shape, BetTypeSettings.defaults(), settingsVersion),
                    "h2h",
                    true,
                    enabled,
                    Role.FREE,
                    null,
                    enabledVersion)));
  }

  /** Any rows instead of that of h2h. */
  void catalogue(Catalogue rows) {
    catalogue = rows;
  }

  /** An event of the input topic as a producer sends it that has another name for the bet type. */
  void quoteAs(BetType name, String match, String bookmaker, Instant when, String... teams) {
    input(topics.oddsEvents(), name, match, bookmaker, when, new RecordHeaders(), teams);
  }

  /** The same, as the replayer sends it to the hop. */
  void comeBackAs(BetType name, String match, String bookmaker, Instant when, String... teams) {
    RecordHeaders headers = new RecordHeaders();
    EvHeaders.put(headers, EvHeaders.RETURN_ATTEMPT, "1");
    input("driven-by-event-repartition", name, match, bookmaker, when, headers, teams);
  }

  private void input(
      String topic,
      BetType name,
      String match,
      String bookmaker,
      Instant when,
      RecordHeaders headers,
      String... teams) {
    GenericRecord event =
        WireEvents.event(
            e -> {
              e.put("event_id", match);
              e.put("bookmaker", bookmaker);
              e.put("bet_type", WireEvents.symbol(e.getSchema(), name.symbol()));
              e.put("last_update", when.toEpochMilli());
              List<GenericRecord> outcomes = new ArrayList<>();
              for (String team : teams) {
                outcomes.add(WireEvents.outcome(e.getSchema(), team, 1.9));
              }
              e.put("outcomes", outcomes);
            });
    driver
        .createInputTopic(topic, new ByteArraySerializer(), new ByteArraySerializer())
        .pipeInput(
            new TestRecord<>(
                name.symbol().getBytes(StandardCharsets.UTF_8),
                WireEvents.wire(oddsId, event),
                headers,
                when));
  }

  /** An event of the input topic, changed. */
  void quote(Instant when, Consumer<GenericRecord> change) {
    GenericRecord event =
        WireEvents.event(
            e -> {
              e.put("last_update", when.toEpochMilli());
              change.accept(e);
            });
    input(topics.oddsEvents(), event, when, new RecordHeaders());
  }

  /** An event of the input topic with headers and a record timestamp, changed. */
  void send(Instant when, RecordHeaders headers, Consumer<GenericRecord> change) {
    input(topics.oddsEvents(), WireEvents.event(change), when, headers);
  }

  /** An event of the input topic with its match and its teams. */
  void quote(String match, Instant when, String... teams) {
    input(topics.oddsEvents(), match, when, new RecordHeaders(), teams);
  }

  /** The same, as the replayer sends it to the hop. */
  void comeBack(String match, Instant when, String... teams) {
    RecordHeaders headers = new RecordHeaders();
    EvHeaders.put(headers, EvHeaders.RETURN_ATTEMPT, "1");
    input("driven-by-event-repartition", match, when, headers, teams);
  }

  /** A parked record, as the replayer sends it to the hop. */
  void comeBack(TestRecord<byte[], byte[]> parked) {
    RecordHeaders headers = new RecordHeaders(parked.headers().toArray());
    EvHeaders.put(headers, EvHeaders.RETURN_ATTEMPT, "1");
    driver
        .createInputTopic(
            "driven-by-event-repartition", new ByteArraySerializer(), new ByteArraySerializer())
        .pipeInput(new TestRecord<>(parked.key(), parked.value(), headers, parked.getRecordTime()));
  }

  /** Any bytes, as something else wrote them to the hop or as they were before a schema went. */
  void hop(byte[] key, byte[] value, RecordHeaders headers) {
    driver
        .createInputTopic(
            "driven-by-event-repartition", new ByteArraySerializer(), new ByteArraySerializer())
        .pipeInput(new TestRecord<>(key, value, headers, wall.instant()));
  }

  /** So many turns of the sweep. */
  void turns(int count) {
    for (int i = 0; i < count; i++) {
      pass(LineSweep.INTERVAL);
    }
  }

  /** The wall clock goes on. */
  void pass(Duration span) {
    wall.move(span);
    driver.advanceWallClockTime(span);
  }

  /** The wall clock's time. */
  Instant now() {
    return wall.instant();
  }

  /** A new owner of the task finds the store, and nothing on the heap. */
  void restart() {
    List<KeyValue<Bytes, byte[]>> stored = stored();
    driver.close();
    open(stored);
  }

  /** The same, and the new owner was started with other fees. */
  void restart(FeeTable otherFees) {
    fees = otherFees;
    restart();
  }

  /** The same, and the store is as an earlier build left it. */
  void restart(UnaryOperator<List<KeyValue<Bytes, byte[]>>> before) {
    List<KeyValue<Bytes, byte[]>> stored = before.apply(stored());
    driver.close();
    open(stored);
  }

  /** Every entry of the store. */
  List<KeyValue<Bytes, byte[]>> stored() {
    List<KeyValue<Bytes, byte[]>> stored = new ArrayList<>();
    try (var all = store().all()) {
      all.forEachRemaining(stored::add);
    }
    return stored;
  }

  /** What was published since the last call: line id, status and settings version. */
  List<String> published() {
    return lines().stream()
        .map(
            record -> {
              PricedLine line = decode(record);
              return record.key + " " + line.status() + " " + line.settingsVersion();
            })
        .toList();
  }

  /** The records that were published since the last call. */
  List<KeyValue<String, byte[]>> lines() {
    return driver
        .createOutputTopic(topics.lines(), new StringDeserializer(), new ByteArrayDeserializer())
        .readKeyValuesToList();
  }

  PricedLine decode(KeyValue<String, byte[]> line) {
    return new PricedLineCodec(schemas).decode(line.value);
  }

  List<TestRecord<byte[], byte[]>> parked() {
    return driver
        .createOutputTopic(
            topics.parked(), new ByteArrayDeserializer(), new ByteArrayDeserializer())
        .readRecordsToList();
  }

  List<TestRecord<byte[], byte[]>> deadLetters() {
    return driver
        .createOutputTopic(
            topics.deadLetters(), new ByteArrayDeserializer(), new ByteArrayDeserializer())
        .readRecordsToList();
  }

  SnapshotStore snapshots() {
    return new SnapshotStore(store(), Limits.byDefault().store());
  }

  @Override
  public void close() {
    driver.close();
  }

  private KeyValueStore<Bytes, byte[]> store() {
    return driver.getKeyValueStore(OddsTopology.MARKETS);
  }

  private void input(
      String topic, String match, Instant when, RecordHeaders headers, String... teams) {
    Consumer<GenericRecord> change =
        e -> {
          e.put("event_id", match);
          e.put("last_update", when.toEpochMilli());
          List<GenericRecord> outcomes = new ArrayList<>();
          for (String team : teams) {
            outcomes.add(WireEvents.outcome(e.getSchema(), team, 1.9));
          }
          e.put("outcomes", outcomes);
        };
    input(topic, WireEvents.event(change), when, headers);
  }

  private void input(String topic, GenericRecord event, Instant when, RecordHeaders headers) {
    driver
        .createInputTopic(topic, new ByteArraySerializer(), new ByteArraySerializer())
        .pipeInput(new TestRecord<>(H2H, WireEvents.wire(oddsId, event), headers, when));
  }

  private void open(List<KeyValue<Bytes, byte[]>> stored) {
    StreamMetrics metrics = new StreamMetrics(meters, () -> catalogue, true);
    BetTypeGate gate = new BetTypeGate(() -> catalogue, Duration.ofHours(6));
    TaskCodecs codecs =
        new TaskCodecs(schemas, () -> new PricedLineCodec(schemas, linesId), Duration.ofMinutes(1));
    EvCalculator calculator = new EvCalculator(fees);
    UnreadableRecords unreadable =
        new UnreadableRecords(
            RecordLimits.of(1_000_000), new BrokenRecordLog(Clock.systemUTC()), metrics);
    MarketLimits limits = Limits.byDefault();
    Topology topology =
        OddsTopology.build(
            topics,
            metrics.memory(limits).stores(OddsTopology.MARKETS),
            () ->
                new Sorter(
                    codecs,
                    1,
                    new FeedClocks(clockAhead, new ClockMetrics(meters, wall), order),
                    unreadable,
                    metrics,
                    wall),
            () ->
                new MarketProcessor(
                    new MarketRules(
                        gate,
                        calculator,
                        expiry,
                        linesPerTurn,
                        limits,
                        Duration.ofMinutes(2),
                        new AliasMoves(),
                        wall),
                    codecs,
                    1,
                    unreadable,
                    new BetTypeLog(Clock.systemUTC()),
                    metrics));
    Properties properties = new Properties();
    properties.put(StreamsConfig.APPLICATION_ID_CONFIG, "driven");
    properties.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, "none:1");
    properties.put(
        StreamsConfig.DEFAULT_TIMESTAMP_EXTRACTOR_CLASS_CONFIG, NeverThrowingTimestamps.class);
    driver = new TopologyTestDriver(topology, properties, wall.instant());
    stored.forEach(entry -> store().put(entry.key, entry.value));
  }
}
