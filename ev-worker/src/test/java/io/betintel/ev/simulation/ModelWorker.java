package io.betintel.ev.simulation;

import io.betintel.ev.catalogue.AliasMoves;
import io.betintel.ev.catalogue.Catalogue;
import io.betintel.ev.catalogue.MovedSnapshots;
import io.betintel.ev.codec.PricedLineCodec;
import io.betintel.ev.codec.WriterSchemas;
import io.betintel.ev.consume.KnownTopic;
import io.betintel.ev.ops.SteadyClock;
import io.betintel.ev.parking.ModelPositions;
import io.betintel.ev.parking.ParkingRoute;
import io.betintel.ev.parking.PositionsMovedException;
import io.betintel.ev.parking.SimulatedQuarantine;
import io.betintel.ev.parking.SimulatedReplayer;
import io.betintel.ev.sink.LineSink;
import io.betintel.ev.sink.SimulatedSink;
import io.betintel.ev.sink.TopicIdentity;
import io.betintel.ev.stream.SimulatedStream;
import io.betintel.ev.stream.TaskCodecs;
import java.sql.SQLException;
import java.util.Optional;

/** One running process of the worker: real parts between models. */
final class ModelWorker {
  private static final ParkingRoute ROUTE =
      new ParkingRoute(
          "simulated",
          Broker.TOPICS.parked(),
          Broker.HOP,
          Broker.TOPICS.quarantine(),
          Broker.TOPICS.deadLetters(),
          Optional.of(SimulatedStream.GRACE),
          1_000_000);

  final String name;
  final ModelStream stream;
  private final Servers servers;
  private final AliasMoves moves = new AliasMoves();
  private final WriterSchemas schemas;
  private final SimulatedReplayer replayer;
  private final SimulatedQuarantine quarantine;
  private final SimulatedSink tables;
  private final SimulatedSink cache;
  private Catalogue catalogue;

  ModelWorker(String name, Servers servers) {
    this.name = name;
    this.servers = servers;
    this.catalogue = servers.database.catalogue();
    ModelClock clock = servers.clock;
    SimulationOptions options = servers.options;
    SteadyClock steady = new SteadyClock(clock, clock::nanoTime);
    this.schemas = Rules.schemas(servers.registry.over(name, servers.seams), steady);
    TaskCodecs codecs =
        new TaskCodecs(
            schemas,
            () -> new PricedLineCodec(schemas, Rules.LINES_ID),
            SimulatedStream.CLOCK_AHEAD);
    this.stream =
        new ModelStream(
            name,
            new SimulatedStream(
                () -> catalogue,
                moves,
                codecs,
                Broker.TOPICS,
                Broker.HOP,
                options.partitions(),
                options.linesPerTurn(),
                options.openIdle(),
                clock,
                clock::nanoTime),
            servers.broker,
            servers.tasks,
            servers.seams,
            servers.ledger);
    this.replayer =
        new SimulatedReplayer(
            servers.database.parked.over(this::asked),
            () -> new KnownTopic(ROUTE.parked(), "parked-id", options.partitions()),
            ROUTE,
            consumer(servers.replayers, ROUTE.parked()),
            new ModelProducer(servers.broker, name, servers.seams),
            () -> catalogue,
            servers.database::live,
            codecs.ofSorted(),
            clock,
            steady,
            clock::nanoTime);
    this.quarantine =
        new SimulatedQuarantine(
            ROUTE,
            new QuarantineConsumer(servers, name),
            () -> new TransactionalProducer(servers, name),
            codecs.ofInput(),
            schemas,
            codecs.mostAhead(),
            clock::nanoTime);
    this.tables = sink(servers.tables.over(name, servers.seams), servers.tableSinks);
    this.cache = sink(servers.cache.over(name, servers.seams), servers.cacheSinks);
  }

  private ModelConsumer consumer(Group group, String topic) {
    return new ModelConsumer(servers.broker, group, topic, name, servers.options.batch());
  }

  private SimulatedSink sink(LineSink store, Group group) {
    String topic = Broker.TOPICS.lines();
    return new SimulatedSink(
        store,
        topic,
        consumer(group, topic),
        () -> new TopicIdentity(topic, "lines-id", servers.options.partitions()),
        new PricedLineCodec(schemas)::decode,
        servers.options.batch(),
        servers.clock,
        servers.clock::nanoTime);
  }

  private <T> T asked(String seam, ModelPositions.Answer<T> work)
      throws SQLException, PositionsMovedException {
    try {
      return servers.seams.pass(
          name,
          Seams.Kind.POSITIONS,
          () -> {
            try {
              return work.now();
            } catch (PositionsMovedException e) {
              throw new Moved(e);
            }
          },
          () -> new SQLException(seam + ": simulated", "08006"));
    } catch (Moved moved) {
      throw moved.cause;
    }
  }

  /** Reads the catalogue, and says so. */
  void poll() {
    if (servers.database.version() != catalogue.version()) {
      catalogue = servers.database.catalogue(); // else it keeps the object that it has
    }
    servers.database.beat(name, catalogue, MovedSnapshots.of(moves, catalogue.version()));
  }

  void replay() throws InterruptedException {
    replayer.turn();
  }

  void release() {
    quarantine.turn();
  }

  void writeTables() {
    tables.turn();
  }

  void writeCache() {
    cache.turn();
  }

  @Override
  public String toString() {
    return name
        + ": "
        + replayer.check()
        + "; "
        + quarantine.check()
        + "; "
        + tables.check()
        + "; "
        + cache.check();
  }

  private static final class Moved extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private final PositionsMovedException cause;

    Moved(PositionsMovedException cause) {
      super(cause);
      this.cause = cause;
    }
  }
}
