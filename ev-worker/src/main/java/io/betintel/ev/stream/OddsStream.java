package io.betintel.ev.stream;

import io.betintel.ev.admission.BetTypeGate;
import io.betintel.ev.catalogue.AliasMoves;
import io.betintel.ev.consume.Progress;
import io.betintel.ev.ops.Check;
import io.betintel.ev.ops.Component;
import io.betintel.ev.value.EvCalculator;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.Topology;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The stream as a part of the worker: waits until its topics exist and fit together, then runs the
 * topology.
 */
public final class OddsStream implements Component {
  private static final Logger LOG = LoggerFactory.getLogger(OddsStream.class);
  private static final long PAUSE_MS = 500;

  private final StreamSettings settings;
  private final CommitPace pace;
  private final BetTypeGate gate;
  private final AliasMoves moves;
  private final EvCalculator calculator;
  private final TaskCodecs codecs;
  private final StreamMetrics metrics;
  private final Progress progress;
  private final WarmUp warmUp;
  private final ClockMetrics clockMetrics;
  private final Clock clock;
  private final Clock steady;

  private final LogOrder order = new LogOrder();

  private volatile StreamRuntime runtime;
  private volatile LogWatch watch;
  private volatile String waitingFor = "not started";
  private volatile boolean closed;

  /**
   * @param progress of the stream's consumers
   * @param warmUp runs by now, and ends before the first record is taken
   * @param clock says what time it is
   * @param steady goes on with the time that passes, whatever the clock is set to
   */
  public OddsStream(
      StreamSettings settings,
      BetTypeGate gate,
      AliasMoves moves,
      EvCalculator calculator,
      TaskCodecs codecs,
      StreamMetrics metrics,
      Progress progress,
      WarmUp warmUp,
      MeterRegistry registry,
      Clock clock,
      Clock steady) {
    this.settings = settings;
    this.pace = new CommitPace(settings.stream().commitInterval(), System::nanoTime);
    this.gate = gate;
    this.moves = moves;
    this.calculator = calculator;
    this.codecs = codecs;
    this.metrics = metrics;
    this.progress = progress;
    this.warmUp = warmUp;
    this.clockMetrics = new ClockMetrics(registry, steady);
    this.clock = clock;
    this.steady = steady;
  }

  /**
   * Returns once the topology runs; waits for Kafka and the topics without a time limit.
   *
   * @throws IllegalStateException if the topics' partition counts differ
   */
  @Override
  public void start() {
    OptionalInt partitions = awaitTopics();
    if (partitions.isPresent() && isWarm()) {
      Topology topology = topology(partitions.getAsInt());
      Properties properties = StreamProperties.of(settings);
      if (!settings.topics().replay()) {
        watchTheLog(partitions.getAsInt(), properties);
      }
      StreamRuntime started =
          new StreamRuntime(
              topology, properties, codecs.schemas(), progress, metrics, pace, steady);
      runtime = started;
      started.start();
    }
  }

  /** Whether more records wait than it can price at once. */
  public boolean isBehind() {
    return pace.isBehind();
  }

  /** False if it was interrupted. */
  private boolean isWarm() {
    waitingFor = "synthetic markets are priced first (EV_WARM_UP)";
    try {
      warmUp.await();
      return !closed;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private void watchTheLog(int partitions, Properties properties) {
    String input = settings.topics().oddsEvents();
    ReadAheadInterceptor.install(properties, order.ahead(), input);
    watch =
        new LogWatch(
            () -> Admin.create(settings.kafka().lastingAdmin()),
            input,
            partitions,
            order.ends(),
            clock);
    watch.start();
  }

  private Topology topology(int partitions) {
    // By the clock, all events of a replay are over; its lines are kept nevertheless.
    Optional<Expiry> expiry =
        settings.topics().replay() ? Optional.empty() : Optional.of(settings.markets().expiry());
    MarketLimits limits = metrics.limits(settings.markets().limits());
    MarketRules rules =
        new MarketRules(
            gate,
            calculator,
            expiry,
            settings.markets().sweepLinesPerTurn(),
            limits,
            settings.markets().limits().openIdle(),
            moves,
            clock);
    // A replay depends on no clock.
    FeedClocks clocks =
        new FeedClocks(
            settings.topics().replay()
                ? Optional.empty()
                : Optional.of(settings.markets().clockAhead()),
            clockMetrics,
            order);
    UnreadableRecords unreadable =
        new UnreadableRecords(
            RecordLimits.of(settings.topicSettings().largestEvent()),
            new BrokenRecordLog(steady),
            metrics);
    BetTypeLog betTypeLog = new BetTypeLog(steady);
    return OddsTopology.build(
        settings.topics(),
        metrics.memory(limits).stores(OddsTopology.MARKETS),
        () -> pace.paced(new Sorter(codecs, partitions, clocks, unreadable, metrics, clock)),
        () ->
            pace.paced(
                new MarketProcessor(rules, codecs, partitions, unreadable, betTypeLog, metrics)));
  }

  /** The running client, for its metrics. */
  public Optional<KafkaStreams> client() {
    return Optional.ofNullable(runtime).flatMap(StreamRuntime::client);
  }

  @Override
  public Check check() {
    StreamRuntime running = runtime;
    return running == null ? Check.waiting("stream", waitingFor) : running.check();
  }

  @Override
  public void close() {
    closed = true;
    StreamRuntime running = runtime;
    if (running != null) {
      running.close();
    }
    LogWatch watching = watch;
    if (watching != null) {
      watching.close();
    }
  }

  private OptionalInt awaitTopics() {
    try (Admin admin = Admin.create(settings.kafka().clientProperties())) {
      StreamPreflight preflight = new StreamPreflight(admin, settings);
      while (!closed) {
        String reason;
        try {
          List<String> missing = preflight.missing();
          if (missing.isEmpty()) {
            int partitions = preflight.partitions();
            preflight
                .differences(partitions)
                .forEach(each -> LOG.warn("{}. The worker changes no existing topic", each));
            return OptionalInt.of(partitions);
          }
          reason = "topics are missing: " + String.join(", ", missing) + ". Run `ev-worker topics`";
        } catch (ExecutionException e) {
          reason = KafkaTrouble.describe(settings.kafka(), e.getCause());
        }
        if (!reason.equals(waitingFor)) {
          LOG.warn("waiting: {}", reason);
        }
        waitingFor = reason;
        Thread.sleep(PAUSE_MS);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return OptionalInt.empty();
  }
}
