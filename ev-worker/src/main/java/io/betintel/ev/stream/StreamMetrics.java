package io.betintel.ev.stream;

import io.betintel.ev.bettype.Label;
import io.betintel.ev.catalogue.BetTypeCatalogue;
import io.betintel.ev.codec.BrokenRecordException;
import io.betintel.ev.odds.BetType;
import io.betintel.ev.ops.Latency;
import io.betintel.ev.priced.NotPriced;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Counts each record where its end is decided, once the transaction has committed. When nothing is
 * in flight:
 *
 * <pre>consumed = applied + superseded + parked + dead-lettered</pre>
 *
 * A hop, a stay in quarantine and a return are the same record moving: it is not consumed again,
 * and {@code ev.records} keeps its first end. A returned record's second end is counted by another
 * metric, whose sum over all workers is balanced too:
 *
 * <pre>
 * returned by the replayer = applied + superseded + parked + dead-lettered, of ev.records.returned
 * </pre>
 */
public final class StreamMetrics {
  private static final String NONE = "none";

  private final MeterRegistry registry;
  private final BetTypeCatalogue catalogue;
  private final Counter consumed;
  private final Counter lost;
  private final Counter quarantined;
  private final Timer latency;
  private final RecordCounters lines;
  private final RecordEnds ends;
  private final RecordEnds returns;
  private final AtomicInteger sweeping = new AtomicInteger();
  private final CommittedCounts counts = new CommittedCounts();
  private final boolean live;

  /**
   * @param live whether record timestamps are current; a replay has no latency
   */
  public StreamMetrics(MeterRegistry registry, BetTypeCatalogue catalogue, boolean live) {
    this.live = live;
    this.registry = registry;
    this.catalogue = catalogue;
    this.consumed =
        Counter.builder("ev.records.consumed")
            .description("Records taken from odds.events")
            .register(registry);
    this.lost =
        Counter.builder("ev.records.lost")
            .description("Records of odds.events that Kafka deleted before they were read")
            .register(registry);
    this.quarantined =
        Counter.builder("ev.records.quarantined")
            .description("Records moved to odds.quarantine: the registry did not know their schema")
            .register(registry);
    this.latency =
        Timer.builder("ev.publish.latency")
            .description("From a feed's observation to the line that follows from it")
            .serviceLevelObjectives(Latency.buckets())
            .register(registry);
    this.lines = new RecordCounters("ev.lines.published", "Lines written to ev.lines", registry);
    this.ends =
        new RecordEnds("ev.records", "Records by where they ended", registry, counts, this::label);
    this.returns =
        new RecordEnds(
            "ev.records.returned",
            "Records that had been parked and came back, by where they ended then",
            registry,
            counts,
            this::label);
    ended(NONE, NONE); // a counter that does not exist yet is read as a gap, not as 0
    unplaced(NONE);
    renamed(NONE);
    Gauge.builder("ev.sweep.markets", sweeping, AtomicInteger::get)
        .description("Markets whose lines wait to be published again, in this worker's tasks")
        .register(registry);
  }

  /** What waits for the streams' producers. */
  CommittedCounts counts() {
    return counts;
  }

  /** Made once for all tasks: the limits report how near they are. */
  MarketLimits limits(LimitConfig config) {
    return MarketLimits.of(config, registry);
  }

  /** Made once for all tasks. */
  StoreMemory memory(MarketLimits limits) {
    return new StoreMemory(limits.store(), registry);
  }

  /** A record of an alias is taken as one of the bet type that it is an alias of. */
  void renamed(BetType sent) {
    counts.add(renamed(label(sent)));
  }

  private Counter renamed(String sent) {
    return Counter.builder("ev.records.renamed")
        .description("Records that were sent under the name of an alias")
        .tags("bet_type", sent)
        .register(registry);
  }

  void consumed() {
    counts.add(consumed);
  }

  /** Deleted from the input before anybody read them. */
  void lost(long records) {
    counts.add(lost, (double) records);
  }

  /** A record moved to {@code odds.quarantine}; it comes back or becomes a dead letter. */
  void quarantined() {
    counts.add(quarantined);
  }

  /** Of records on their way from the input. */
  RecordEnds ends() {
    return ends;
  }

  /** Of records that come back from {@code odds.parked}. */
  RecordEnds returns() {
    return returns;
  }

  /** Changes the number of markets that wait for the sweep. */
  void sweepMarkets(int more) {
    sweeping.addAndGet(more);
  }

  /** The sweep published lines again. */
  void swept(BetType betType, int lines) {
    counts.add(
        Counter.builder("ev.sweep.lines")
            .description(
                "Lines published again because settings changed or a bet type was enabled or renamed")
            .tags("bet_type", label(betType))
            .register(registry),
        lines);
  }

  /** An open line was published. */
  void lineOpened(BetType betType, Label<NotPriced> reason) {
    line(reason == null ? "priced" : "not_priced", reason == null ? NONE : reason.label(), betType);
  }

  void lineWithdrawn(BetType betType) {
    line("withdrawn", NONE, betType);
  }

  /** A bookmaker's offers in a market ended because its next snapshot was refused. */
  void offersEnded(BetType betType, BrokenRecordException.Reason reason) {
    counts.add(ended(reason.label(), label(betType)));
  }

  private Counter ended(String reason, String betType) {
    return Counter.builder("ev.offers.ended")
        .description("Snapshots whose offers were withdrawn because the next one was refused")
        .tags("reason", reason, "bet_type", betType)
        .register(registry);
  }

  /** A line of a market that is over got its tombstone. */
  void lineExpired(BetType betType) {
    line("expired", NONE, betType);
  }

  /** An exception left a snapshot's quotes out of its market's lines. */
  void unplaced(BetType betType) {
    counts.add(unplaced(label(betType)));
  }

  private Counter unplaced(String betType) {
    return Counter.builder("ev.snapshots.unplaced")
        .description("Snapshots whose quotes an exception left out of their market's lines")
        .tags("bet_type", betType)
        .register(registry);
  }

  /** A line went out this long after the feed observed what changed it. */
  void published(Duration sinceObserved) {
    if (live) {
      latency.record(sinceObserved);
    }
  }

  private void line(String outcome, String reason, BetType betType) {
    counts.add(lines.of(outcome, reason, label(betType)));
  }

  /** A producer can send any symbol, so only those in the catalogue become labels. */
  private String label(BetType betType) {
    return catalogue.current().find(betType).isPresent() ? betType.symbol() : "other";
  }
}
