package io.betintel.ev.stream;

import io.betintel.ev.admission.BetTypeGate;
import io.betintel.ev.bettype.BetTypeSettings;
import io.betintel.ev.bettype.PricingTerms;
import io.betintel.ev.bettype.Role;
import io.betintel.ev.bettype.Shape;
import io.betintel.ev.catalogue.AliasMoves;
import io.betintel.ev.catalogue.Catalogue;
import io.betintel.ev.catalogue.CatalogueEntry;
import io.betintel.ev.catalogue.SettingsJson;
import io.betintel.ev.codec.OddsEventEncoder;
import io.betintel.ev.odds.BetType;
import io.betintel.ev.odds.MarketSnapshot;
import io.betintel.ev.value.EvCalculator;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * The worker's own processors, which take synthetic records of one shape: from an event's bytes to
 * its lines' bytes, without Kafka. For one thread.
 */
final class DryRun implements AutoCloseable {
  private static final int EVERY_HOP = 4;

  /** Records between two starts: after a restart, each market is opened from the store first. */
  private static final int EVERY_START = 20;

  private final SyntheticOdds odds;
  private final OddsEventEncoder encoder;
  private final byte[] key;
  private final Sorter sorter;
  private final MarketProcessor market;
  private final Consumer<byte[]> lines;
  private final AtomicLong now;
  private final DryContext<byte[], Outgoing> context;

  /** Of the kind that the worker has; nobody scrapes it. */
  private final MeterRegistry meters = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);

  private int number;

  /**
   * @param own codecs with schemas of this build, of which {@code encoder} writes one
   * @param lines takes the value of each line that is published
   */
  DryRun(
      Shape shape,
      BetType betType,
      MarketConfig config,
      TaskCodecs own,
      OddsEventEncoder encoder,
      EvCalculator calculator,
      Instant begin,
      Consumer<byte[]> lines) {
    this.odds = new SyntheticOdds(shape, betType, begin);
    this.encoder = encoder;
    this.key = betType.symbol().getBytes(StandardCharsets.UTF_8);
    this.lines = lines;
    this.now = new AtomicLong(begin.toEpochMilli());
    CatalogueEntry entry =
        new CatalogueEntry(
            new PricingTerms(betType, shape, settings(shape), 1),
            betType.symbol(),
            true,
            true,
            Role.ADMIN,
            null,
            1);
    Catalogue catalogue = Catalogue.of(1, List.of(entry));
    StreamMetrics metrics = new StreamMetrics(meters, () -> catalogue, true);
    MarketLimits limits = metrics.limits(config.limits());
    Clock clock = Clock.fixed(begin, ZoneOffset.UTC);
    UnreadableRecords unreadable =
        new UnreadableRecords(
            RecordLimits.of(Integer.MAX_VALUE), new BrokenRecordLog(clock), metrics);
    KeyValueStore<Bytes, byte[]> store = metrics.memory(limits).stores(OddsTopology.MARKETS).get();
    new SnapshotStore(store, limits.store()) // or its first market would be logged
        .putStanding(
            betType,
            Standing.complete(
                entry, new LadderFamilies(() -> catalogue, calculator.basis()).under(entry)));
    this.sorter =
        new Sorter(
            own,
            1,
            new FeedClocks(
                Optional.of(config.clockAhead()), new ClockMetrics(meters, clock), new LogOrder()),
            unreadable,
            metrics,
            clock);
    this.market =
        new MarketProcessor(
            new MarketRules(
                new BetTypeGate(() -> catalogue, config.eventGrace()),
                calculator,
                Optional.of(config.expiry()),
                config.sweepLinesPerTurn(),
                limits,
                config.limits().openIdle(),
                new AliasMoves(),
                clock),
            own,
            1,
            unreadable,
            new BetTypeLog(clock),
            metrics);
    sorter.init(new DryContext<>(store, now::get, this::sorted));
    context = new DryContext<>(store, now::get, this::published);
    market.init(context);
  }

  /** As a bet type of the shape has them: where points form ladders, with the shipped models. */
  private static BetTypeSettings settings(Shape shape) {
    return switch (shape) {
      case SPREAD -> SettingsJson.defaults(new BetType("spreads"));
      case OVER_UNDER -> SettingsJson.defaults(new BetType("totals"));
      case WINNER, YES_NO, N_WAY, LAY, OVER_ONLY, DFS, VARIOUS -> BetTypeSettings.defaults();
    };
  }

  /** Takes the next record. */
  void next() {
    if (number % EVERY_START == EVERY_START - 1) {
      market.close();
      market.init(context);
    }
    MarketSnapshot snapshot = odds.snapshot(number++);
    now.set(snapshot.observedAt().toEpochMilli());
    sorter.process(
        new Record<>(
            key, new OddsRecord(encoder.encode(snapshot), null), now.get(), new RecordHeaders()));
  }

  @Override
  public void close() {
    market.close();
    meters.close();
  }

  /** Some records come by the hop, as bytes. */
  private void sorted(Record<byte[], OddsRecord> record, String node) {
    require(node, OddsTopology.HOME);
    market.process(
        number % EVERY_HOP == 0
            ? record.withValue(new OddsRecord(record.value().bytes(), null))
            : record);
  }

  private void published(Record<byte[], Outgoing> record, String node) {
    require(node, OddsTopology.PRICED);
    if (record.value().bytes() != null) {
      lines.accept(record.value().bytes());
    }
  }

  private static void require(String node, String expected) {
    if (!node.equals(expected)) {
      throw new IllegalStateException("a synthetic record went to " + node + ", not " + expected);
    }
  }
}
