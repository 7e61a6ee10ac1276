package io.betintel.ev.simulation;

import io.betintel.ev.catalogue.Catalogue;
import io.betintel.ev.catalogue.Served;
import java.util.List;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/** The servers that all workers share. */
final class Servers {
  private static final List<String> READ_BY_POSITION =
      List.of(Broker.TOPICS.oddsEvents(), Broker.HOP, Broker.TOPICS.quarantine());

  final SimulationOptions options;
  final ModelClock clock = new ModelClock();
  final Seams seams = new Seams();
  final RecordLedger ledger = new RecordLedger();
  final Broker broker;
  final ModelDatabase database = new ModelDatabase(clock);
  final ModelTables tables = new ModelTables(database::flags);
  final ModelCache cache = new ModelCache(database::flags, clock);
  final Group tasks;
  final Group replayers;
  final Group tableSinks;
  final Group cacheSinks;
  final Group quarantines;
  final ParkedCheck parked;
  final ModelRegistry registry = new ModelRegistry(clock);

  Servers(SimulationOptions options) {
    this.options = options;
    this.broker = new Broker(clock, options.partitions());
    this.parked = new ParkedCheck(broker, database);
    this.tasks = new Group(options.partitions());
    this.replayers = new Group(options.partitions());
    this.tableSinks = new Group(options.partitions());
    this.cacheSinks = new Group(options.partitions());
    this.quarantines = new Group(options.partitions());
  }

  /** The worker is dead or silent: others have what it had. */
  void leave(String worker) {
    tasks.leave(worker);
    replayers.leave(worker);
    tableSinks.leave(worker);
    cacheSinks.leave(worker);
    quarantines.leave(worker);
  }

  /** Every partition goes to another worker, if there is one. */
  void rotate() {
    tasks.rotate();
    replayers.rotate();
    tableSinks.rotate();
    cacheSinks.rotate();
    quarantines.rotate();
  }

  /** Whether nothing waits that somebody could take. */
  boolean isDone() {
    for (int partition = 0; partition < options.partitions(); partition++) {
      for (String topic : READ_BY_POSITION) {
        if (isLeft(topic, partition, broker.position(new TopicPartition(topic, partition)))) {
          return false;
        }
      }
      String lines = Broker.TOPICS.lines();
      if (isLeft(lines, partition, tables.positions().getOrDefault(partition, 0L))
          || isLeft(lines, partition, cache.positions().getOrDefault(partition, 0L))
          || isLeft(Broker.TOPICS.parked(), partition, database.parked.tail(partition))) {
        return false;
      }
    }
    Catalogue catalogue = database.catalogue();
    return database.parked.counts().values().stream()
        .flatMap(counts -> counts.entrySet().stream())
        .noneMatch(
            count ->
                count.getValue().waiting() > 0
                    && catalogue.servedAs(count.getKey()) == Served.SERVED);
  }

  /** Every record that was ever parked. */
  Stream<ConsumerRecord<byte[], byte[]>> parkedRecords() {
    return Stream.concat(
        broker.committed(Broker.TOPICS.parked()).stream(),
        broker.deleted(Broker.TOPICS.parked()).stream());
  }

  /** Whether there is a record from that position on, or may be. */
  boolean isLeft(String topic, int partition, long position) {
    Log log = broker.log(topic, partition);
    return log.stable() < log.end()
        || !log.read(Math.max(position, log.begin()), 1).records().isEmpty();
  }
}
