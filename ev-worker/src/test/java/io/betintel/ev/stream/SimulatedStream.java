package io.betintel.ev.stream;

import io.betintel.ev.admission.BetTypeGate;
import io.betintel.ev.catalogue.AliasMoves;
import io.betintel.ev.catalogue.BetTypeCatalogue;
import io.betintel.ev.codec.Topics;
import io.betintel.ev.value.EvCalculator;
import io.betintel.ev.value.FeeTable;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.utils.Bytes;

/** What the tasks of one worker share, as {@link OddsStream} makes it; all of it is real. */
public final class SimulatedStream {
  public static final Duration GRACE = Duration.ofHours(6);
  public static final Duration QUIET = Duration.ofMinutes(30);
  public static final Duration CLOCK_AHEAD = Duration.ofMinutes(5);

  final MarketRules rules;
  final TaskCodecs codecs;
  final int partitions;
  final FeedClocks clocks;
  final UnreadableRecords unreadable;
  final StreamMetrics metrics;
  final BetTypeLog log;
  final Clock clock;
  final LongSupplier nanoTime;
  final Topics topics;
  final String hop;
  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();

  /** Takes what a task sends. */
  @FunctionalInterface
  public interface Output {
    /**
     * @param partition negative if the key decides
     */
    void send(
        String topic, int partition, byte[] key, byte[] value, Headers headers, long timestamp);
  }

  /**
   * @param linesPerTurn how many lines a turn of a sweep publishes
   * @param openIdle how long a market stays open after its last record
   */
  public SimulatedStream(
      BetTypeCatalogue catalogue,
      AliasMoves moves,
      TaskCodecs codecs,
      Topics topics,
      String hop,
      int partitions,
      int linesPerTurn,
      Duration openIdle,
      Clock clock,
      LongSupplier nanoTime) {
    this.topics = topics;
    this.hop = hop;
    this.partitions = partitions;
    this.clock = clock;
    this.nanoTime = nanoTime;
    this.metrics = new StreamMetrics(meters, catalogue, true);
    this.codecs = codecs;
    this.clocks =
        new FeedClocks(Optional.of(CLOCK_AHEAD), new ClockMetrics(meters, clock), new LogOrder());
    this.unreadable =
        new UnreadableRecords(RecordLimits.of(1_000_000), new BrokenRecordLog(clock), metrics);
    this.log = new BetTypeLog(clock);
    this.rules =
        new MarketRules(
            new BetTypeGate(catalogue, GRACE),
            new EvCalculator(new FeeTable(Map.of())),
            Optional.of(new Expiry(GRACE, QUIET)),
            linesPerTurn,
            Limits.byDefault(),
            openIdle,
            new SharedTurns(LineSweep.INTERVAL, nanoTime),
            new SharedTurns(Reclaimer.INTERVAL, nanoTime),
            moves,
            clock);
  }

  /**
   * A task as its owner opens it.
   *
   * @param stored what the changelog has
   */
  public SimulatedTask open(int partition, Map<Bytes, byte[]> stored, Output output) {
    return new SimulatedTask(this, partition, stored, output);
  }

  /** How many records ended so far, by their first or their second end. */
  long ends() {
    return Math.round(
        meters.find("ev.records").counters().stream().mapToDouble(Counter::count).sum()
            + meters.find("ev.records.returned").counters().stream()
                .mapToDouble(Counter::count)
                .sum());
  }
}
