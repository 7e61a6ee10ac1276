package io.betintel.ev.stream;

import io.betintel.ev.admission.Admission;
import io.betintel.ev.admission.Admission.Admitted;
import io.betintel.ev.admission.Admission.EventOver;
import io.betintel.ev.admission.Admission.Parked;
import io.betintel.ev.catalogue.Catalogue;
import io.betintel.ev.catalogue.CatalogueEntry;
import io.betintel.ev.codec.BrokenRecordException;
import io.betintel.ev.codec.EvHeaders;
import io.betintel.ev.codec.EventPartitioner;
import io.betintel.ev.codec.EventStart;
import io.betintel.ev.codec.OddsEventDecoder;
import io.betintel.ev.codec.Quoted;
import io.betintel.ev.codec.SchemaPendingException;
import io.betintel.ev.market.MarketBook;
import io.betintel.ev.odds.BetType;
import io.betintel.ev.odds.MarketId;
import io.betintel.ev.odds.MarketSnapshot;
import io.betintel.ev.ops.Failpoint;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.errors.StreamsException;
import org.apache.kafka.streams.processor.Cancellable;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.Punctuator;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;

/**
 * The market task: gate, book, price, publish. All snapshots of one event, whatever the bet type,
 * pass through one instance, on one thread.
 */
final class MarketProcessor implements Processor<byte[], OddsRecord, byte[], Outgoing> {
  private static final Failpoint AFTER_CHANGELOG = Failpoint.named("after-changelog");
  private static final Failpoint AFTER_PARKED = Failpoint.named("after-parked");

  private final MarketRules rules;
  private final TaskCodecs codecs;
  private final int partitions;
  private final UnreadableRecords unreadable;
  private final BetTypeLog log;
  private final StreamMetrics metrics;

  private final List<Cancellable> punctuators = new ArrayList<>();
  private OddsEventDecoder decoder;
  private SnapshotStore store;
  private PricingErrors errors;
  private OpenMarkets markets;
  private AliasSweep aliases;
  private Optional<Reclaimer> reclaimer = Optional.empty();
  private ProcessorContext<byte[], Outgoing> context;

  /**
   * @param partitions how many the input has
   */
  MarketProcessor(
      MarketRules rules,
      TaskCodecs codecs,
      int partitions,
      UnreadableRecords unreadable,
      BetTypeLog log,
      StreamMetrics metrics) {
    this.unreadable = unreadable;
    this.rules = rules;
    this.codecs = codecs;
    this.partitions = partitions;
    this.log = log;
    this.metrics = metrics;
  }

  @Override
  public void init(ProcessorContext<byte[], Outgoing> context) {
    this.context = context;
    this.decoder = codecs.ofSorted();
    this.store =
        new SnapshotStore(context.getStateStore(OddsTopology.MARKETS), rules.limits().store());
    // Created here: a revived task is initialised again after its store went back to the last
    // commit.
    this.errors = new PricingErrors(context::currentSystemTimeMs, metrics);
    this.markets =
        new OpenMarkets(
            store,
            rules,
            codecs.lines().get(),
            metrics,
            errors,
            line -> context.forward(line, OddsTopology.PRICED));
    this.reclaimer =
        rules.expiry().map(expiry -> new Reclaimer(expiry.quiet(), store, markets, passed()));
    this.aliases =
        new AliasSweep(
            store,
            rules.gate()::catalogue,
            markets,
            rules.linesPerTurn(),
            rules.moves().begin(context.taskId().partition()),
            metrics);
    schedule(
        LineSweep.INTERVAL,
        time -> {
          aliases.turn(time, rules.sweeps());
          markets.sweep().turn(time, rules.sweeps());
        });
    schedule(OpenMarkets.IDLE_TURN, time -> markets.closeIdle());
    reclaimer.ifPresent(
        each ->
            schedule(
                Reclaimer.INTERVAL,
                time -> each.turn(Instant.ofEpochMilli(time), now(), rules.reclaims())));
  }

  private void schedule(Duration interval, Punctuator turn) {
    punctuators.add(context.schedule(interval, PunctuationType.WALL_CLOCK_TIME, turn));
  }

  /** The wall clock's time: what it is compared with comes from elsewhere. */
  private Instant now() {
    return Instant.ofEpochMilli(rules.clock().millis());
  }

  /** The stream's own time: no step of the wall clock holds up what is due by it. */
  private Instant passed() {
    return Instant.ofEpochMilli(context.currentSystemTimeMs());
  }

  @Override
  public void process(Record<byte[], OddsRecord> record) {
    RecordEnds ends = isReturned(record) ? metrics.returns() : metrics.ends();
    MarketSnapshot snapshot = record.value() == null ? null : record.value().snapshot();
    if (snapshot == null) { // it came by the hop, as bytes
      Optional<MarketSnapshot> decoded = decode(record, ends);
      if (decoded.isEmpty()) {
        return;
      }
      snapshot = FeedClocks.noted(decoded.get(), record.headers());
    }
    Catalogue now = rules.gate().catalogue();
    snapshot = named(snapshot, now);
    requireHome(snapshot.marketId(), record);
    try {
      EventStart.require(snapshot);
      admit(snapshot, now, record, ends);
    } catch (BrokenRecordException refused) {
      reject(record, refused, ends);
    }
  }

  /** Nothing behind this sees the name of an alias; the record keeps it as its key. */
  private MarketSnapshot named(MarketSnapshot snapshot, Catalogue now) {
    BetType meant = now.canonical(snapshot.betType());
    if (meant.equals(snapshot.betType())) {
      return snapshot;
    }
    metrics.renamed(snapshot.betType());
    return snapshot.as(meant);
  }

  private void admit(
      MarketSnapshot snapshot, Catalogue now, Record<byte[], OddsRecord> record, RecordEnds ends) {
    Admission admission = rules.gate().admit(snapshot, now);
    if (admission instanceof Parked parked) {
      ends.parked(snapshot.betType(), parked.reason());
      log.invalid(snapshot.betType(), parked.reason(), () -> EvHeaders.origin(record.headers()));
      park(record, parked);
    } else if (admission instanceof EventOver) {
      ends.eventOver(snapshot.betType());
    } else if (admission instanceof Admitted admitted) {
      errors.during(() -> EvHeaders.origin(record.headers()), () -> apply(admitted, ends));
    }
  }

  /**
   * Sets a record aside that can no longer be decoded: its schema is gone, or something else wrote
   * to the hop. If it stopped the client, it would do so at every start.
   */
  private Optional<MarketSnapshot> decode(Record<byte[], OddsRecord> record, RecordEnds ends) {
    byte[] bytes = record.value() == null ? null : record.value().bytes();
    try {
      return Optional.of(decoder.decode(record.key(), bytes, record.timestamp()));
    } catch (BrokenRecordException broken) {
      reject(record, broken, ends);
    } catch (SchemaPendingException pending) {
      Origin origin = Origin.moved(context.recordMetadata().orElseThrow(), record);
      if (!pending.denied()) {
        throw pending.at(origin.place()); // it is read again when the registry answers
      }
      context.forward(
          outgoing(unreadable.quarantined(record, pending, origin)), OddsTopology.UNKNOWN);
    }
    return Optional.empty();
  }

  private void reject(
      Record<byte[], OddsRecord> record, BrokenRecordException broken, RecordEnds ends) {
    boolean ended =
        broken
            .quote()
            .map(quoted -> FeedClocks.noted(quoted, record.headers()))
            .map(quoted -> quoted.as(rules.gate().catalogue().canonical(quoted.market().betType())))
            .filter(quoted -> end(quoted, broken.reason(), record))
            .isPresent();
    Origin origin = Origin.moved(context.recordMetadata().orElseThrow(), record);
    context.forward(
        outgoing(unreadable.deadLetter(record, broken, origin, ends, ended)),
        OddsTopology.UNDECODABLE);
  }

  /**
   * The bookmaker's earlier offers in the market no longer hold, whatever is wrong with the later
   * ones: the right price is unknown, and an old one must not be anyone's best bet.
   *
   * @return whether there were any
   */
  private boolean end(
      Quoted quoted, BrokenRecordException.Reason reason, Record<byte[], OddsRecord> record) {
    MarketId id = quoted.market();
    Optional<CatalogueEntry> betType =
        rules.gate().entry(id.betType()).filter(CatalogueEntry::isShown);
    if (betType.isEmpty() || !store.has(id, quoted.bookmaker())) {
      return false;
    }
    OpenMarket market = markets.open(id, betType.get(), log);
    int before = market.book().outcomes();
    if (market.book().end(quoted.bookmaker(), quoted.lastUpdate(), quoted.observedAt())
        != MarketBook.Change.APPLIED) {
      return false;
    }
    store.put(id, quoted.bookmaker(), market.book().entry(quoted.bookmaker()));
    errors.during(
        () -> EvHeaders.origin(record.headers()),
        () -> markets.publish(id, market, betType.get(), null));
    boolean ended = market.book().outcomes() < before;
    if (ended) {
      metrics.offersEnded(id.betType(), reason);
    }
    return ended;
  }

  private static Record<byte[], Outgoing> outgoing(Record<byte[], OddsRecord> record) {
    byte[] bytes = record.value() == null ? null : record.value().bytes();
    return record.withValue(new Outgoing(bytes, -1));
  }

  /** A revived task keeps what was scheduled, and is then opened again. */
  @Override
  public void close() {
    punctuators.forEach(Cancellable::cancel);
    punctuators.clear();
    if (markets != null) {
      aliases.close();
      markets.close();
      store.close();
    }
  }

  private void apply(Admitted admitted, RecordEnds ends) {
    MarketSnapshot snapshot = admitted.snapshot();
    OpenMarket market = markets.open(snapshot.marketId(), admitted.betType(), log);
    MarketId id = market.book().market(); // the very one by which it is kept: found at once
    store.measure();
    MarketBook.Change applied =
        rules.limits().apply(snapshot, market.book(), admitted.betType().terms().shape());
    reclaimer.ifPresent(each -> each.touched(id, passed()));
    if (applied != MarketBook.Change.APPLIED) {
      ends.superseded(snapshot.betType(), applied);
      return;
    }
    store.put(id, snapshot.bookmaker(), market.book().entry(snapshot.bookmaker()));
    AFTER_CHANGELOG.pass();
    ends.applied(snapshot.betType());
    markets.publish(
        id,
        market,
        admitted.betType(),
        ends == metrics.ends() ? Duration.between(snapshot.observedAt(), now()) : null);
  }

  private static boolean isReturned(Record<byte[], OddsRecord> record) {
    return record.headers().lastHeader(EvHeaders.RETURN_ATTEMPT) != null;
  }

  private void park(Record<byte[], OddsRecord> record, Parked parked) {
    Record<byte[], Outgoing> held =
        record
            .withValue(new Outgoing(record.value().bytes(), context.taskId().partition()))
            .withHeaders(new RecordHeaders(record.headers().toArray()));
    EvHeaders.put(held.headers(), EvHeaders.REASON, parked.reason().label());
    context.forward(held, OddsTopology.HELD);
    AFTER_PARKED.pass();
  }

  private void requireHome(MarketId market, Record<byte[], OddsRecord> record) {
    int home = EventPartitioner.home(market.eventId(), partitions);
    if (home != context.taskId().partition()) {
      throw new StreamsException(
          "event "
              + market.eventId()
              + " ("
              + EvHeaders.origin(record.headers())
              + ") has its home on partition "
              + home
              + " but arrived at "
              + context.taskId().partition()
              + ": the partition counts of input and hop differ, or something else writes to the"
              + " hop topic; the worker stops rather than split an event");
    }
  }
}
