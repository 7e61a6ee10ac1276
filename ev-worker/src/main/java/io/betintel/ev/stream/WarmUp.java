package io.betintel.ev.stream;

import io.betintel.ev.bettype.Shape;
import io.betintel.ev.codec.OddsEventEncoder;
import io.betintel.ev.codec.OwnCodecs;
import io.betintel.ev.codec.PricedLineCodec;
import io.betintel.ev.ops.Check;
import io.betintel.ev.ops.Component;
import io.betintel.ev.value.EvCalculator;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Prices synthetic markets while the worker starts, so that the hot path is loaded and compiled
 * when the first record comes: a cold worker took seconds to catch up with its first second of
 * odds. It runs while the worker waits for its database, registry and Kafka anyway.
 *
 * <p>What it makes goes to no topic, store, metric or log: it has its own of each. Nothing depends
 * on it, so the worker also starts if it fails.
 */
public final class WarmUp implements Component {
  private static final Logger LOG = LoggerFactory.getLogger(WarmUp.class);
  private static final String NAME = "warm-up";

  /** By then everything is compiled; a fast machine need not wait for the time. */
  private static final int MOST_RECORDS = 200_000;

  private final MarketConfig config;
  private final EvCalculator calculator;
  private final Clock clock;
  private final Duration limit;
  private final int mostRecords;
  private final BiConsumer<PricedLineCodec, byte[]> lines;
  private final Thread thread = new Thread(this::run, NAME);
  private volatile long records;
  private volatile boolean closed;

  /**
   * @param lines is called with the value of each line, and with what reads it: what else the
   *     process does with lines. It must keep nothing
   */
  public WarmUp(
      StreamSettings settings,
      EvCalculator calculator,
      Clock clock,
      BiConsumer<PricedLineCodec, byte[]> lines) {
    this(settings, calculator, clock, MOST_RECORDS, lines);
  }

  WarmUp(
      StreamSettings settings,
      EvCalculator calculator,
      Clock clock,
      int mostRecords,
      BiConsumer<PricedLineCodec, byte[]> lines) {
    this.clock = clock;
    this.mostRecords = mostRecords;
    this.config = settings.markets();
    this.limit = settings.stream().warmUp();
    this.calculator = calculator;
    this.lines = lines;
    thread.setDaemon(true);
  }

  @Override
  public void start() {
    if (!limit.isZero()) {
      thread.start();
    }
  }

  /** Returns once it is done, or closed. */
  public void await() throws InterruptedException {
    thread.join();
  }

  /** How many synthetic records were taken. */
  long records() {
    return records;
  }

  @Override
  public Check check() {
    return Check.up(NAME, records + " synthetic records");
  }

  @Override
  public void close() {
    closed = true;
  }

  private void run() {
    long end = System.nanoTime() + limit.toNanos();
    List<DryRun> runs = new ArrayList<>();
    try {
      prepare(runs);
      for (long taken = 0;
          !closed && taken < mostRecords && System.nanoTime() < end;
          taken += runs.size()) {
        for (DryRun run : runs) {
          run.next();
        }
        records = taken + runs.size();
      }
    } catch (RuntimeException e) {
      LOG.warn("the worker starts cold: synthetic markets cannot be priced", e);
    } finally {
      runs.forEach(DryRun::close);
    }
  }

  /** One for each shape; a bet type has only the shape that the catalogue says. */
  private void prepare(List<DryRun> runs) {
    OwnCodecs codecs = new OwnCodecs();
    TaskCodecs own = new TaskCodecs(codecs.schemas(), codecs::lines, config.mostAhead());
    OddsEventEncoder encoder = codecs.events();
    PricedLineCodec reader = codecs.lines();
    Instant begin = clock.instant().truncatedTo(ChronoUnit.MILLIS);
    for (Shape shape : Shape.values()) {
      runs.add(
          new DryRun(
              shape,
              codecs.betType(),
              config,
              own,
              encoder,
              calculator,
              begin,
              value -> lines.accept(reader, value)));
    }
  }
}
