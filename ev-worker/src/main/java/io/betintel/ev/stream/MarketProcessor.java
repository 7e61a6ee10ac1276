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
import io.betintel.ev.odds.MarketId;
import io.betintel.ev.odds.MarketSnapshot;
import io.betintel.ev.ops.Failpoint;
import io.betintel.ev.value.EvCalculator;
import io.betintel.ev.value.PricedLine;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.errors.StreamsException;
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
  private final StreamMetrics metrics;

  /** Markets seen since this task was opened here; rebuilt from the store when first needed. */
  private final Map<MarketId, OpenMarket> open = new HashMap<>();

  private OddsEventDecoder decoder;
  private PricedLineCodec codec;
  private SnapshotStore store;
  private ProcessorContext<byte[], Outgoing> context;

  MarketProcessor(
      BetTypeGate gate,
      EvCalculator calculator,
      Supplier<OddsEventDecoder> decoders,
      Supplier<PricedLineCodec> codecs,
      int partitions,
      StreamMetrics metrics) {
    this.gate = gate;
    this.calculator = calculator;
    this.decoders = decoders;
    this.codecs = codecs;
    this.partitions = partitions;
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
    MarketBook.Change change = market.book().apply(snapshot);
    if (change != MarketBook.Change.APPLIED) {
      metrics.superseded(snapshot.betType(), change);
      return;
    }
    store.put(snapshot.marketId(), snapshot.bookmaker(), market.book().entry(snapshot.bookmaker()));
    AFTER_CHANGELOG.pass();
    metrics.applied(snapshot.betType());
    market.changes(admitted.betType()).forEach(this::publish);
  }

  private OpenMarket restore(MarketId id, CatalogEntry betType) {
    MarketBook book = new MarketBook(id);
    store.forEach(id, book::restore);
    OpenMarket market = new OpenMarket(book, calculator, codec::encode);
    market.changes(betType); // what is published already: exactly-once ties store and output
    return market;
  }

  private void publish(OpenMarket.Publication publication) {
    PricedLine line = publication.line();
    if (line.status() == PricedLine.Status.OPEN) {
      metrics.lineOpened(line.betType(), line.notPriced());
    } else {
      metrics.lineWithdrawn(line.betType());
    }
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
}
