package io.betintel.ev.stream;

import io.betintel.ev.admission.Admission.Parked;
import io.betintel.ev.bettype.BetTypeCatalog;
import io.betintel.ev.codec.BrokenRecordException;
import io.betintel.ev.market.MarketBook;
import io.betintel.ev.odds.BetType;
import io.betintel.ev.ops.Latency;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;

/**
 * Counts each record where its end is decided. When nothing is in flight:
 *
 * <pre>consumed = applied + superseded + parked + dead-lettered</pre>
 *
 * A hop is the same record moving and is not consumed again.
 */
public final class StreamMetrics {
  private static final String RECORDS = "ev.records";
  private static final String NONE = "none";

  private final MeterRegistry registry;
  private final BetTypeCatalog catalog;
  private final Counter consumed;
  private final Timer latency;
  private final boolean live;

  /**
   * @param live whether record timestamps are of today: of a replay's there is no latency
   */
  public StreamMetrics(MeterRegistry registry, BetTypeCatalog catalog, boolean live) {
    this.live = live;
    this.registry = registry;
    this.catalog = catalog;
    this.consumed =
        Counter.builder("ev.records.consumed")
            .description("Records taken from odds.events")
            .register(registry);
    this.latency =
        Timer.builder("ev.publish.latency")
            .description("From a feed's observation to the line that follows from it")
            .serviceLevelObjectives(Latency.buckets())
            .register(registry);
    for (String outcome : new String[] {"applied", "superseded", "parked", "dead_lettered"}) {
      ended(outcome, NONE, NONE); // a counter that is not there yet reads as a gap, not as 0
    }
  }

  void consumed() {
    consumed.increment();
  }

  void applied(BetType betType) {
    ended("applied", NONE, label(betType)).increment();
  }

  void superseded(BetType betType, MarketBook.Change change) {
    ended(
            "superseded",
            change == MarketBook.Change.DUPLICATE ? "duplicate" : "older",
            label(betType))
        .increment();
  }

  void eventOver(BetType betType) {
    ended("superseded", "event_over", label(betType)).increment();
  }

  void parked(BetType betType, Parked.Reason reason) {
    ended("parked", reason.label(), label(betType)).increment();
  }

  void deadLettered(BrokenRecordException.Reason reason) {
    ended("dead_lettered", reason.label(), NONE).increment();
  }

  /** An open line was published; {@code reason} says why it has no fair price, null if it has. */
  void lineOpened(BetType betType, String reason) {
    line(reason == null ? "priced" : "not_priced", reason == null ? NONE : reason, betType);
  }

  void lineWithdrawn(BetType betType) {
    line("withdrawn", NONE, betType);
  }

  /** A line of an over market got its tombstone. */
  void lineExpired(BetType betType) {
    line("expired", NONE, betType);
  }

  /** A line went out this long after the feed observed what changed it. */
  void published(Duration sinceObserved) {
    if (live) {
      latency.record(sinceObserved);
    }
  }

  private void line(String outcome, String reason, BetType betType) {
    Counter.builder("ev.lines.published")
        .description("Lines written to ev.lines")
        .tags("outcome", outcome, "reason", reason, "bet_type", label(betType))
        .register(registry)
        .increment();
  }

  private Counter ended(String outcome, String reason, String betType) {
    return Counter.builder(RECORDS)
        .description("Records by where they ended")
        .tags("outcome", outcome, "reason", reason, "bet_type", betType)
        .register(registry);
  }

  /** A producer can send any symbol: only the catalogue's become labels. */
  private String label(BetType betType) {
    return catalog.current().find(betType).isPresent() ? betType.symbol() : "other";
  }
}
