package io.betintel.ev.stream;

import io.betintel.ev.catalogue.Served;
import io.betintel.ev.codec.BrokenRecordException;
import io.betintel.ev.market.MarketBook;
import io.betintel.ev.odds.BetType;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.function.Function;

/** Counts how records end, at the place where it is decided. Safe for several threads. */
final class RecordEnds {
  private static final String NONE = "none";

  private final RecordCounters counters;
  private final CommittedCounts counts;
  private final Function<BetType, String> label;

  RecordEnds(
      String name,
      String description,
      MeterRegistry registry,
      CommittedCounts counts,
      Function<BetType, String> label) {
    this.counts = counts;
    this.counters = new RecordCounters(name, description, registry);
    this.label = label;
    for (String outcome : new String[] {"applied", "superseded", "parked", "dead_lettered"}) {
      ended(outcome, NONE, NONE); // a counter that does not exist yet is read as a gap, not as 0
    }
  }

  void applied(BetType betType) {
    counts.add(ended("applied", NONE, label.apply(betType)));
  }

  void superseded(BetType betType, MarketBook.Change change) {
    String reason = change == MarketBook.Change.DUPLICATE ? "duplicate" : "older";
    counts.add(ended("superseded", reason, label.apply(betType)));
  }

  void eventOver(BetType betType) {
    counts.add(ended("superseded", "event_over", label.apply(betType)));
  }

  void parked(BetType betType, Served reason) {
    counts.add(ended("parked", reason.label(), label.apply(betType)));
  }

  void deadLettered(BrokenRecordException.Reason reason) {
    counts.add(ended("dead_lettered", reason.label(), NONE));
  }

  private Counter ended(String outcome, String reason, String betType) {
    return counters.of(outcome, reason, betType);
  }
}
