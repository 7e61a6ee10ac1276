package io.betintel.ev.cli;

import com.zaxxer.hikari.HikariDataSource;
import io.betintel.ev.admission.BetTypeGate;
import io.betintel.ev.bettype.CatalogConfig;
import io.betintel.ev.bettype.PostgresBetTypeCatalog;
import io.betintel.ev.cache.CacheKeys;
import io.betintel.ev.cache.RedisConfig;
import io.betintel.ev.codec.EnumSubjects;
import io.betintel.ev.codec.LineSchema;
import io.betintel.ev.codec.OddsEventDecoder;
import io.betintel.ev.codec.PricedLineCodec;
import io.betintel.ev.codec.RegistryClients;
import io.betintel.ev.codec.RegistryConfig;
import io.betintel.ev.codec.Topics;
import io.betintel.ev.codec.WriterSchemas;
import io.betintel.ev.drift.DriftCheck;
import io.betintel.ev.drift.DriftConfig;
import io.betintel.ev.drift.DriftWatch;
import io.betintel.ev.ops.Check;
import io.betintel.ev.ops.Component;
import io.betintel.ev.ops.Health;
import io.betintel.ev.ops.HealthMetrics;
import io.betintel.ev.ops.HttpConfig;
import io.betintel.ev.ops.KafkaConfig;
import io.betintel.ev.ops.OpsServer;
import io.betintel.ev.ops.PostgresConfig;
import io.betintel.ev.ops.PostgresPool;
import io.betintel.ev.ops.Settings;
import io.betintel.ev.ops.WorkerIdentity;
import io.betintel.ev.ops.WorkerMeters;
import io.betintel.ev.parking.ParkingConfig;
import io.betintel.ev.parking.ParkingMetrics;
import io.betintel.ev.parking.ParkingRoute;
import io.betintel.ev.parking.Replayer;
import io.betintel.ev.sink.LineSink;
import io.betintel.ev.sink.MicrometerSinkMetrics;
import io.betintel.ev.sink.SinkConfig;
import io.betintel.ev.sink.SinkRunner;
import io.betintel.ev.sink.postgres.HistoryConfig;
import io.betintel.ev.sink.postgres.PostgresSink;
import io.betintel.ev.sink.redis.CacheExpiry;
import io.betintel.ev.sink.redis.RedisSink;
import io.betintel.ev.stream.OddsStream;
import io.betintel.ev.stream.StreamConfig;
import io.betintel.ev.stream.StreamMetrics;
import io.betintel.ev.stream.TopicPlan;
import io.betintel.ev.stream.TopicSettings;
import io.betintel.ev.value.EvCalculator;
import io.betintel.ev.value.FeeTable;
import io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.binder.kafka.KafkaStreamsMetrics;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import redis.clients.jedis.RedisClient;

/** The composition root of {@code run}: every part, in the order in which they start. */
final class Worker {
  private static final Logger LOG = LoggerFactory.getLogger(Worker.class);
  private static final Duration LOOK = Duration.ofMillis(250);

  /** How long the stream's thread waits for the registry before it pauses instead. */
  private static final Duration SCHEMA_PATIENCE = Duration.ofSeconds(5);

  private final Set<Part> parts;
  private final WorkerMeters meters;
  private final Health health;
  private final OpsServer http;
  private final PostgresBetTypeCatalog catalog;
  private final LineSchema lineSchema;
  private final OddsStream stream;
  private final Replayer replayer;
  private final List<SinkRunner> sinks;
  private final DriftWatch drift;
  private final List<AutoCloseable> connections;
  private final Deque<Component> running = new ArrayDeque<>();
  private volatile boolean closed;

  private Worker(
      Set<Part> parts,
      WorkerMeters meters,
      HttpConfig httpConfig,
      PostgresBetTypeCatalog catalog,
      LineSchema lineSchema,
      OddsStream stream,
      Replayer replayer,
      List<SinkRunner> sinks,
      DriftWatch drift,
      List<AutoCloseable> connections) {
    this.parts = Set.copyOf(parts);
    this.meters = meters;
    this.catalog = catalog;
    this.lineSchema = lineSchema;
    this.stream = stream;
    this.replayer = replayer;
    this.sinks = List.copyOf(sinks);
    this.drift = drift;
    this.connections = List.copyOf(connections);
    this.health = new Health(this::checks);
    meters.bind(new HealthMetrics(health));
    this.http = new OpsServer(httpConfig, meters.registry(), health);
  }

  /** What a worker does; the others of an installation may do the rest. */
  enum Part {
    stream,
    sinks
  }

  static Worker of(Settings settings, Set<Part> parts, String build, Clock clock) {
    KafkaConfig kafka = KafkaConfig.from(settings);
    Topics topics = Topics.from(settings);
    StreamConfig streamConfig = StreamConfig.from(settings, topics);
    SinkConfig sinkConfig = SinkConfig.from(settings);
    WorkerMeters meters = new WorkerMeters();

    HikariDataSource pool =
        PostgresPool.of(PostgresConfig.from(settings), "ev-worker", meters.registry());
    RedisClient redis = RedisConfig.from(settings).client();
    PostgresBetTypeCatalog catalog =
        new PostgresBetTypeCatalog(
            pool,
            CatalogConfig.from(settings),
            WorkerIdentity.ofThisProcess(build, clock),
            CatalogAccess.settingsJson());

    SchemaRegistryClient registry = RegistryClients.create(RegistryConfig.from(settings));
    WriterSchemas schemas =
        new WriterSchemas(registry, clock, streamConfig.unknownSchemaWait(), SCHEMA_PATIENCE);
    LineSchema lineSchema = new LineSchema(registry, schemas);
    OddsStream stream =
        new OddsStream(
            streamConfig,
            kafka,
            topics,
            TopicSettings.from(settings),
            new BetTypeGate(catalog, streamConfig.eventGrace()),
            new EvCalculator(FeeTable.from(settings)),
            schemas,
            lineSchema::codec,
            new StreamMetrics(meters.registry(), catalog, !topics.replay()),
            clock);

    TopicSettings topicSettings = TopicSettings.from(settings);
    Replayer replayer =
        new Replayer(
            new ParkingRoute(
                streamConfig.applicationId(),
                topics.parked(),
                streamConfig.hopTopic(),
                topics.deadLetters(),
                topics.replay() ? Optional.empty() : Optional.of(streamConfig.eventGrace()),
                topicSettings.largestEvent() + TopicPlan.MARGIN),
            ParkingConfig.from(settings),
            kafka,
            pool,
            CatalogConfig.from(settings).heartbeat(),
            catalog,
            () -> new OddsEventDecoder(schemas, OddsStream.ANY_TIME),
            new ParkingMetrics(meters.registry(), catalog::current),
            clock);

    List<SinkRunner> sinks = new ArrayList<>();
    for (LineSink sink :
        List.of(
            new PostgresSink(pool, HistoryConfig.from(settings)),
            new RedisSink(
                redis,
                CacheKeys.standard(),
                CacheExpiry.from(settings, topics.replay()),
                catalog,
                clock))) {
      PricedLineCodec codec = new PricedLineCodec(schemas);
      sinks.add(
          new SinkRunner(
              sink,
              topics.lines(),
              streamConfig.applicationId(),
              sinkConfig,
              kafka,
              codec::decode,
              new MicrometerSinkMetrics(meters.registry(), sink.name()),
              meters.registry(),
              clock));
    }
    DriftWatch drift =
        new DriftWatch(
            new DriftCheck(
                new EnumSubjects(registry),
                pool,
                CatalogAccess.settingsJson(),
                CatalogConfig.from(settings).heartbeat(),
                redis,
                clock),
            DriftConfig.from(settings),
            meters.registry());
    return new Worker(
        parts,
        meters,
        HttpConfig.from(settings),
        catalog,
        lineSchema,
        stream,
        replayer,
        sinks,
        drift,
        List.of(pool, redis, registry));
  }

  /** Returns once every part runs, or the thread is interrupted by a shutdown. */
  void start() throws InterruptedException {
    begin(http);
    LOG.info("http://127.0.0.1:{}/health/ready", http.port());
    begin(catalog);
    catalog.awaitFirst();
    meters.bind(
        registry ->
            Gauge.builder("ev.catalogue.version", catalog, each -> each.current().version())
                .description("The version of the catalogue that this worker acts on")
                .register(registry));
    if (parts.contains(Part.sinks)) {
      sinks.forEach(this::begin);
    }
    if (parts.contains(Part.stream)) {
      begin(lineSchema);
      begin(stream);
      if (stream.client() != null) {
        meters.bind(new KafkaStreamsMetrics(stream.client()));
      }
      begin(replayer);
    }
    begin(drift);
    health.started();
    LOG.info("started");
  }

  /** Returns when a part has failed for good. */
  void awaitFailure() throws InterruptedException {
    while (health.isLive()) {
      Thread.sleep(LOOK.toMillis());
    }
    LOG.error("a part has failed, the worker stops:\n{}", health.describe());
  }

  synchronized void close() {
    if (closed) {
      return;
    }
    closed = true;
    LOG.info("stopping");
    while (!running.isEmpty()) {
      running.pop().close();
    }
    meters.close();
    for (AutoCloseable connection : connections) {
      try {
        connection.close();
      } catch (Exception e) {
        LOG.info("a connection did not close: {}", e.toString());
      }
    }
    LOG.info("stopped");
  }

  private void begin(Component part) {
    synchronized (this) {
      if (closed) {
        return;
      }
      running.push(part);
    }
    part.start();
  }

  private List<Check> checks() {
    List<Check> checks = new ArrayList<>();
    checks.add(catalog.check());
    if (parts.contains(Part.stream)) {
      checks.add(lineSchema.check());
      checks.add(stream.check());
      checks.add(replayer.check());
    }
    if (parts.contains(Part.sinks)) {
      sinks.forEach(sink -> checks.add(sink.check()));
    }
    checks.add(drift.check());
    return checks;
  }
}
