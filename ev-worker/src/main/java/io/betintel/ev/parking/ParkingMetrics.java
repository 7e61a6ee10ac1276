package io.betintel.ev.parking;

import io.betintel.ev.catalogue.Catalogue;
import io.betintel.ev.catalogue.Served;
import io.betintel.ev.odds.BetType;
import io.betintel.ev.ops.Limit;
import io.betintel.ev.parking.WaitingType.Ending;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;

/**
 * Counts what waits and how it ended. For one bet type, over all workers and from the topic's
 * beginning:
 *
 * <pre>parked, returned again included = waiting + returned + over + broken + purged + expired
 *     + too_many_bet_types
 * </pre>
 *
 * The stream counts how returned records end, as {@code ev.records.returned}.
 */
public final class ParkingMetrics {
  private static final String BET_TYPE = "bet_type";

  private final MeterRegistry registry;
  private final Supplier<Catalogue> catalogue;
  private final Limit betTypes;
  private final Map<Tags, AtomicLong> waiting = new HashMap<>();

  public ParkingMetrics(MeterRegistry registry, Supplier<Catalogue> catalogue) {
    this.registry = registry;
    this.catalogue = catalogue;
    this.betTypes = new Limit("parked_bet_types", PartitionLedger.MOST_BET_TYPES, registry);
  }

  /**
   * Whether a further bet type may wait in a partition: the catalogue's always.
   *
   * @param types how many there would be
   */
  boolean mayWait(BetType betType, int types) {
    return catalogue.get().find(betType).isPresent() || betTypes.allows(types);
  }

  /** The event of a further bet type stays in the topic, and no replayer returns it. */
  void leftInTopic(BetType betType) {
    givenUp(betType, "too_many_bet_types", 1);
  }

  void dealtWith(BetType betType, Ending ending, long attempt) {
    if (ending == Ending.RETURNED) {
      Counter.builder("ev.parked.returned")
          .description("Parked events sent to their market's task")
          .tags(BET_TYPE, label(betType), "attempt", attempt <= 1 ? "first" : "again")
          .register(registry)
          .increment();
    } else {
      givenUp(betType, ending.name().toLowerCase(Locale.ROOT), 1);
    }
  }

  void purged(BetType betType, long count) {
    givenUp(betType, "purged", count);
  }

  void expired(BetType betType, long count) {
    givenUp(betType, "expired", count);
  }

  /** Sets how many records wait now, by bet type. Called by one thread. */
  void waiting(Map<BetType, Long> counts) {
    Map<Tags, Long> byLabel = new HashMap<>();
    Catalogue now = catalogue.get();
    counts.forEach(
        (betType, count) ->
            byLabel.merge(
                Tags.of(BET_TYPE, label(betType), "reason", reason(now, betType)),
                count,
                Long::sum));
    byLabel.keySet().forEach(tags -> waiting.computeIfAbsent(tags, this::gauge));
    // A series that no longer counts shows 0. Micrometer's MultiGauge would remove it, but a scrape
    // meanwhile finds the series twice and fails.
    waiting.forEach((tags, gauge) -> gauge.set(byLabel.getOrDefault(tags, 0L)));
  }

  private AtomicLong gauge(Tags tags) {
    AtomicLong value = new AtomicLong();
    Gauge.builder("ev.parked.waiting", value, AtomicLong::get)
        .description(
            "Parked events that wait in this worker's partitions, by the reason why they wait now")
        .tags(tags)
        .register(registry);
    return value;
  }

  /** Why a type's records wait now, in the words of the gate. */
  String reason(BetType betType) {
    return reason(catalogue.get(), betType);
  }

  private static String reason(Catalogue catalogue, BetType betType) {
    Served served = catalogue.servedAs(betType);
    return served == Served.SERVED ? "being_returned" : served.label();
  }

  private void givenUp(BetType betType, String reason, long count) {
    Counter.builder("ev.parked.given_up")
        .description("Parked events that were not returned, and why")
        .tags(BET_TYPE, label(betType), "reason", reason)
        .register(registry)
        .increment((double) count);
  }

  /** A producer can send any symbol: only those in the catalogue become labels. */
  private String label(BetType betType) {
    BetType meant = catalogue.get().canonical(betType);
    return catalogue.get().find(meant).isPresent() ? meant.symbol() : "other";
  }
}
