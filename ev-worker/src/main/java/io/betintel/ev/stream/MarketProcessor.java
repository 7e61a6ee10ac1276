package io.betintel.ev.stream;

import io.betintel.ev.admission.Admission;
import io.betintel.ev.admission.Admission.Admitted;
import io.betintel.ev.admission.Admission.EventOver;
import io.betintel.ev.admission.Admission.Parked;
import io.betintel.ev.admission.BetTypeGate;
import io.betintel.ev.bettype.CatalogEntry;
import io.betintel.ev.codec.MarketPartitioner;
import io.betintel.ev.codec.OddsEventDecoder;
import io.betintel.ev.codec.PricedLineCodec;
import io.betintel.ev.market.MarketBook;
import io.betintel.ev.odds.LineId;
import io.betintel.ev.odds.MarketId;
import io.betintel.ev.odds.MarketSnapshot;
import io.betintel.ev.ops.Failpoint;
import io.betintel.ev.value.EvCalculator;
import io.betintel.ev.value.PricedLine;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Supplier;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.errors.StreamsException;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;

/**
 * The market task: gate, book, price, publish. All snapshots of one market pass through one
 * instance, on one thread.
 */
final class MarketProcessor implements Processor<byte[], OddsRecord, byte[], Outgoing> {
  private static final Failpoint AFTER_CHANGELOG = Failpoint.named("after-changelog");
  private static final Failpoint AFTER_PARKED = Failpoint.named("after-parked");

  private final BetTypeGate gate;
  private final EvCalculator calculator;
  private final Supplier<OddsEventDecoder> decoders;
  private final Supplier<PricedLineCodec> codecs;
  private final int partitions;
  private final Optional<Expiry> expiry;
  private final StreamMetrics metrics;

  /** Markets seen since this task was opened here; rebuilt from the store when first needed. */
  private final Map<MarketId, OpenMarket> open = new HashMap<>();

  private OddsEventDecoder decoder;
  private PricedLineCodec codec;
  private SnapshotStore store;
  private Reclaimer reclaimer;
  private ProcessorContext<byte[], Outgoing> context;

  MarketProcessor(
      BetTypeGate gate,
      EvCalculator calculator,
      Supplier<OddsEventDecoder> decoders,
      Supplier<PricedLineCodec> codecs,
      int partitions,
      Optional<Expiry> expiry,
      StreamMetrics metrics) {
    this.gate = gate;
    this.calculator = calculator;
    this.decoders = decoders;
    this.codecs = codecs;
    this.partitions = partitions;
    this.expiry = expiry;
    this.metrics = metrics;
  }

  @Override
  public void init(ProcessorContext<byte[], Outgoing> context) {
    this.context = context;
    this.open
        .clear(); // a revived task is opened again after its store went back to the last commit
    this.decoder = decoders.get();
    this.codec = codecs.get();
    this.store = new SnapshotStore(context.getStateStore(OddsTopology.MARKETS));
    this.reclaimer =
        expiry
            .map(rules -> new Reclaimer(rules.quiet(), store, new Known(rules), now()))
            .orElse(null);
    if (reclaimer != null) {
      context.schedule(
          Reclaimer.INTERVAL,
          PunctuationType.WALL_CLOCK_TIME,
          time -> reclaimer.turn(Instant.ofEpochMilli(time)));
    }
  }

  private Instant now() {
    return Instant.ofEpochMilli(context.currentSystemTimeMs());
  }

  @Override
  public void process(Record<byte[], OddsRecord> record) {
    MarketSnapshot snapshot = record.value().snapshot();
    if (snapshot == null) { // it came by the hop, as bytes
      snapshot = decoder.decode(record.key(), record.value().bytes(), record.timestamp());
    }
    requireHome(snapshot.marketId(), record);

    Admission admission = gate.admit(snapshot);
    if (admission instanceof Parked parked) {
      metrics.parked(snapshot.betType(), parked.reason());
      park(record, parked);
    } else if (admission instanceof EventOver) {
      metrics.eventOver(snapshot.betType());
    } else if (admission instanceof Admitted admitted) {
      apply(admitted);
    }
  }

  private void apply(Admitted admitted) {
    MarketSnapshot snapshot = admitted.snapshot();
    OpenMarket market =
        open.computeIfAbsent(snapshot.marketId(), id -> restore(id, admitted.betType()));
    if (reclaimer != null) {
      reclaimer.touched(snapshot.marketId(), now());
    }
    MarketBook.Change applied = market.book().apply(snapshot);
    if (applied != MarketBook.Change.APPLIED) {
      metrics.superseded(snapshot.betType(), applied);
      return;
    }
    store.put(snapshot.marketId(), snapshot.bookmaker(), market.book().entry(snapshot.bookmaker()));
    AFTER_CHANGELOG.pass();
    metrics.applied(snapshot.betType());
    market.changes(admitted.betType()).forEach(change -> publish(snapshot, change));
  }

  private OpenMarket restore(MarketId id, CatalogEntry betType) {
    MarketBook book = new MarketBook(id);
    store.forEach(id, book::restore);
    OpenMarket market = new OpenMarket(book, calculator, codec::encode);
    market.changes(betType); // what is published already: exactly-once ties store and output
    return market;
  }

  private void publish(MarketSnapshot cause, Publication publication) {
    PricedLine line = publication.line();
    if (line.status() == PricedLine.Status.OPEN) {
      store.removeWithdrawn(cause.marketId(), line.id());
      metrics.lineOpened(line.betType(), line.notPriced());
    } else {
      store.putWithdrawn(cause.marketId(), line.id());
      metrics.lineWithdrawn(line.betType());
    }
    metrics.published(Duration.between(cause.observedAt(), now()));
    context.forward(
        new Record<>(
            line.id().text().getBytes(StandardCharsets.UTF_8),
            new Outgoing(publication.bytes(), -1),
            line.marketTime().toEpochMilli()),
        OddsTopology.PRICED);
  }

  private void park(Record<byte[], OddsRecord> record, Parked parked) {
    Record<byte[], Outgoing> held =
        record
            .withValue(new Outgoing(record.value().bytes(), context.taskId().partition()))
            .withHeaders(new RecordHeaders(record.headers().toArray()));
    held.headers().add("ev-reason", parked.reason().label().getBytes(StandardCharsets.UTF_8));
    context.forward(held, OddsTopology.HELD);
    AFTER_PARKED.pass();
  }

  private void requireHome(MarketId market, Record<byte[], OddsRecord> record) {
    int home = MarketPartitioner.home(market, partitions);
    if (home != context.taskId().partition()) {
      throw new StreamsException(
          "market "
              + market
              + " ("
              + Origin.describe(record.headers())
              + ") has its home on partition "
              + home
              + " but arrived at "
              + context.taskId().partition()
              + ": the partition counts of input and hop differ, or something else writes to the"
              + " hop topic; the worker stops rather than split a market");
    }
  }

  /** The markets of this task, for expiry. */
  private final class Known implements Reclaimer.Markets {
    private final Expiry rules;

    Known(Expiry rules) {
      this.rules = rules;
    }

    @Override
    public Optional<Instant> over(MarketId id) {
      return gate.entry(id.betType())
          .map(entry -> rules.of(market(id, entry).book(), entry.settings()));
    }

    /** No sink depends on the tombstones: every store expires lines by itself. */
    @Override
    public void forget(MarketId id, Instant now) {
      SortedSet<LineId> lines = new TreeSet<>();
      gate.entry(id.betType()).ifPresent(entry -> lines.addAll(market(id, entry).openLines()));
      open.remove(id);
      lines.addAll(store.delete(id));
      for (LineId line : lines) {
        metrics.lineExpired(id.betType());
        context.forward(
            new Record<>(
                line.text().getBytes(StandardCharsets.UTF_8),
                new Outgoing(null, -1),
                now.toEpochMilli()),
            OddsTopology.PRICED);
      }
    }

    private OpenMarket market(MarketId id, CatalogEntry entry) {
      OpenMarket market = open.get(id);
      return market == null ? restore(id, entry) : market;
    }
  }
}
