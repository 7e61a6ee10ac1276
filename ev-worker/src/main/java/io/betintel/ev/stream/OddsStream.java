package io.betintel.ev.stream;

import io.betintel.ev.admission.BetTypeGate;
import io.betintel.ev.codec.OddsEventDecoder;
import io.betintel.ev.codec.PricedLineCodec;
import io.betintel.ev.codec.Topics;
import io.betintel.ev.codec.WriterSchemas;
import io.betintel.ev.ops.Check;
import io.betintel.ev.ops.Component;
import io.betintel.ev.ops.KafkaConfig;
import io.betintel.ev.value.EvCalculator;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.function.Supplier;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.Topology;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The stream as a part of the worker: waits until its topics are there and fit, then runs the
 * topology.
 */
public final class OddsStream implements Component {
  private static final Logger LOG = LoggerFactory.getLogger(OddsStream.class);
  private static final long PAUSE_MS = 500;

  /** How far ahead a quote may be that some sorter has let through: that has been decided. */
  public static final Duration ANY_TIME = Duration.ofDays(365_000);

  private final StreamConfig config;
  private final KafkaConfig kafka;
  private final Topics topics;
  private final TopicSettings topicSettings;
  private final BetTypeGate gate;
  private final EvCalculator calculator;
  private final WriterSchemas schemas;
  private final Supplier<PricedLineCodec> codecs;
  private final StreamMetrics metrics;
  private final Clock clock;

  private volatile StreamRuntime runtime;
  private volatile String waitingFor = "not started";
  private volatile boolean closed;

  public OddsStream(
      StreamConfig config,
      KafkaConfig kafka,
      Topics topics,
      TopicSettings topicSettings,
      BetTypeGate gate,
      EvCalculator calculator,
      WriterSchemas schemas,
      Supplier<PricedLineCodec> codecs,
      StreamMetrics metrics,
      Clock clock) {
    this.config = config;
    this.kafka = kafka;
    this.topics = topics;
    this.topicSettings = topicSettings;
    this.gate = gate;
    this.calculator = calculator;
    this.schemas = schemas;
    this.codecs = codecs;
    this.metrics = metrics;
    this.clock = clock;
  }

  /**
   * Returns once the topology runs; waits for Kafka and its topics as long as it takes.
   *
   * @throws IllegalStateException if the topics' partition counts differ
   */
  @Override
  public void start() {
    Integer partitions = awaitTopics();
    if (partitions == null) {
      return;
    }
    // A replay's events are all over by the clock, and its lines are there to be kept.
    Optional<Expiry> expiry = topics.replay() ? Optional.empty() : Optional.of(config.expiry());
    Supplier<OddsEventDecoder> decoders = () -> new OddsEventDecoder(schemas, config.mostAhead());
    // What one sorter has let through, no market task refuses: the limits of two workers may
    // differ.
    Supplier<OddsEventDecoder> sorted = () -> new OddsEventDecoder(schemas, ANY_TIME);
    RecordLimits limits = RecordLimits.of(topicSettings.largestEvent());
    BrokenRecordLog log = new BrokenRecordLog(clock);
    BetTypeLog betTypeLog = new BetTypeLog(clock);
    Topology topology =
        OddsTopology.build(
            topics,
            () -> new Sorter(decoders, partitions, limits, log, metrics),
            () ->
                new MarketProcessor(
                    gate,
                    calculator,
                    sorted,
                    codecs,
                    partitions,
                    expiry,
                    config.sweepLinesPerTurn(),
                    betTypeLog,
                    metrics));
    StreamRuntime started =
        new StreamRuntime(topology, StreamProperties.of(config, kafka, topicSettings), schemas);
    runtime = started;
    started.start();
  }

  /** The running client, for its metrics; null if it is not running. */
  public KafkaStreams client() {
    StreamRuntime running = runtime;
    return running == null ? null : running.client();
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
  }

  private Integer awaitTopics() {
    try (Admin admin = Admin.create(kafka.clientProperties())) {
      StreamPreflight preflight = new StreamPreflight(admin, topics, config.applicationId());
      while (!closed) {
        String reason;
        try {
          List<String> missing = preflight.missing();
          if (missing.isEmpty()) {
            return preflight.partitions();
          }
          reason = "topics are missing: " + String.join(", ", missing) + ". Run `ev-worker topics`";
        } catch (ExecutionException e) {
          reason = KafkaTrouble.describe(kafka, e.getCause());
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
    return null;
  }
}
