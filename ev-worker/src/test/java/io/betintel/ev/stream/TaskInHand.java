package io.betintel.ev.stream;

import io.betintel.ev.admission.BetTypeGate;
import io.betintel.ev.bettype.BetTypeSettings;
import io.betintel.ev.bettype.PricingTerms;
import io.betintel.ev.bettype.Role;
import io.betintel.ev.bettype.Shape;
import io.betintel.ev.catalogue.AliasMoves;
import io.betintel.ev.catalogue.BetTypeCatalogue;
import io.betintel.ev.catalogue.Catalogue;
import io.betintel.ev.catalogue.CatalogueEntry;
import io.betintel.ev.codec.AvroRuntime;
import io.betintel.ev.codec.PricedLineCodec;
import io.betintel.ev.codec.Topics;
import io.betintel.ev.codec.WriterSchemas;
import io.betintel.ev.odds.BetType;
import io.betintel.ev.odds.MarketSnapshot;
import io.betintel.ev.ops.MovableClock;
import io.betintel.ev.priced.PricedLine;
import io.betintel.ev.schemas.Contract;
import io.betintel.ev.value.EvCalculator;
import io.betintel.ev.value.FeeTable;
import io.confluent.kafka.schemaregistry.avro.AvroSchema;
import io.confluent.kafka.schemaregistry.client.MockSchemaRegistryClient;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.apache.kafka.streams.processor.api.MockProcessorContext.CapturedPunctuator;
import org.apache.kafka.streams.processor.api.Record;

/**
 * One market task in Kafka's own mock of its context: it is opened and closed as Streams does it,
 * and its store counts what is read.
 */
final class TaskInHand {
  static final Duration GRACE = Duration.ofHours(6);
  static final Duration QUIET = Duration.ofMinutes(30);

  final CountedStore store = new CountedStore();
  final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  final MockProcessorContext<byte[], Outgoing> context = new MockProcessorContext<>();

  /** What the wall clock shows. */
  final MovableClock wall;

  private final MarketProcessor processor;
  private final WriterSchemas schemas;
  private volatile Catalogue catalogue = catalogue(1);

  TaskInHand(Instant now) throws Exception {
    this(now, Limits.byDefault());
  }

  TaskInHand(Instant now, MarketLimits limits) throws Exception {
    AvroRuntime.prepare();
    MockSchemaRegistryClient registry = new MockSchemaRegistryClient();
    int lines =
        registry.register(Topics.LINES_SUBJECT, new AvroSchema(Contract.pricedLine().current()));
    schemas = new WriterSchemas(registry, Clock.systemUTC(), Duration.ZERO, Duration.ofSeconds(1));
    wall = new MovableClock(now);
    context.setCurrentSystemTimeMs(now.toEpochMilli());
    context.addStateStore(store.entries());
    context.setRecordMetadata("by-event-repartition", 0, 0);
    StreamMetrics metrics = new StreamMetrics(meters, () -> catalogue, true);
    processor =
        new MarketProcessor(
            rules(() -> catalogue, limits, wall),
            new TaskCodecs(
                schemas, () -> new PricedLineCodec(schemas, lines), Duration.ofMinutes(1)),
            1,
            new UnreadableRecords(
                RecordLimits.of(1_000_000), new BrokenRecordLog(Clock.systemUTC()), metrics),
            new BetTypeLog(Clock.systemUTC()),
            metrics);
  }

  static MarketRules rules(BetTypeCatalogue catalogue, MarketLimits limits, Clock wall) {
    return new MarketRules(
        new BetTypeGate(catalogue, GRACE),
        new EvCalculator(new FeeTable(Map.of())),
        Optional.of(new Expiry(GRACE, QUIET)),
        100,
        limits,
        Duration.ofMinutes(2),
        new AliasMoves(),
        wall);
  }

  void open() {
    processor.init(context);
  }

  /** As when the task goes elsewhere, and also before it is revived. */
  void close() {
    processor.close();
  }

  void process(MarketSnapshot snapshot) {
    byte[] key = snapshot.betType().symbol().getBytes(StandardCharsets.UTF_8);
    long observedAt = snapshot.observedAt().toEpochMilli();
    processor.process(
        new Record<>(
            key,
            new OddsRecord(snapshot.bookmaker().key().getBytes(StandardCharsets.UTF_8), snapshot),
            observedAt));
  }

  /** A record of the hop, which this task has to decode. */
  void process(Record<byte[], OddsRecord> record) {
    processor.process(record);
  }

  /** The settings of the bet type change. */
  void settings(int version) {
    catalogue = catalogue(version);
  }

  /** Any rows instead of that of h2h. */
  void catalogue(Catalogue rows) {
    catalogue = rows;
  }

  /** What was sent to the lines topic since the last call, without tombstones. */
  List<PricedLine> priced() {
    PricedLineCodec codec = new PricedLineCodec(schemas);
    List<PricedLine> priced =
        context.forwarded(OddsTopology.PRICED).stream()
            .map(line -> line.record().value().bytes())
            .filter(Objects::nonNull)
            .map(codec::decode)
            .toList();
    context.resetForwards();
    return priced;
  }

  List<CapturedPunctuator> scheduled() {
    return context.scheduledPunctuators().stream().filter(each -> !each.cancelled()).toList();
  }

  /** One turn of whatever is scheduled. */
  void turn(Instant now) {
    wall.move(Duration.between(wall.instant(), now));
    turnAt(now);
  }

  /** One turn at a time of the stream, whatever the wall clock shows. */
  void turnAt(Instant now) {
    context.setCurrentSystemTimeMs(now.toEpochMilli());
    scheduled().forEach(each -> each.getPunctuator().punctuate(now.toEpochMilli()));
  }

  /** What was sent to the dead letters. */
  List<Record<? extends byte[], ? extends Outgoing>> rejected() {
    List<Record<? extends byte[], ? extends Outgoing>> letters = new ArrayList<>();
    context.forwarded(OddsTopology.UNDECODABLE).forEach(letter -> letters.add(letter.record()));
    return letters;
  }

  /** How many records ended so. */
  double ended(String outcome, String reason) {
    return meters.get("ev.records").tags("outcome", outcome, "reason", reason).counters().stream()
        .mapToDouble(Counter::count)
        .sum();
  }

  /** The keys of what was sent to the lines topic since the last call. */
  List<String> lines() {
    List<String> keys =
        context.forwarded(OddsTopology.PRICED).stream()
            .map(line -> new String(line.record().key(), StandardCharsets.UTF_8))
            .toList();
    context.resetForwards();
    return keys;
  }

  static Catalogue catalogue(int settingsVersion) {
    return Catalogue.of(
        1,
        List.of(
            new CatalogueEntry(
                new PricingTerms(
                    new BetType("h2h"), Shape.WINNER, BetTypeSettings.defaults(), settingsVersion),
                "h2h",
                true,
                true,
                Role.FREE,
                null,
                1)));
  }
}
