package io.betintel.ev.parking;

import io.betintel.ev.consume.KnownTopic;
import io.betintel.ev.odds.BetType;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The ledgers of the partitions that this worker reads. Owned by one thread. */
final class ParkedLedgers {
  private static final Logger LOG = LoggerFactory.getLogger(ParkedLedgers.class);

  private final Positions positions;
  private final TopicFinder topics;
  private final ParkingMetrics metrics;
  private final Map<TopicPartition, StoredLedger> ledgers = new HashMap<>();
  private KnownTopic topic;

  /** The partition count that input, parked events and hop share: compared before the start. */
  private int homes;

  ParkedLedgers(Positions positions, TopicFinder topics, ParkingMetrics metrics) {
    this.positions = positions;
    this.topics = topics;
    this.metrics = metrics;
  }

  /** Asks what the topic is now. */
  @FunctionalInterface
  interface TopicFinder {
    KnownTopic find() throws InterruptedException;
  }

  /** Reads the ledgers of these partitions, and of no others. */
  void read(Collection<TopicPartition> assigned) throws SQLException, InterruptedException {
    note(topics.find());
    if (positions.forgetOthers(topic.id()) > 0) {
      LOG.warn(
          "{} was recreated: what waited in the old topic is gone, its positions are deleted",
          topic.name());
    }
    Map<Integer, StoredLedger> stored = positions.read(topic.id());
    countPurged(stored);
    ledgers.clear();
    for (TopicPartition partition : assigned) {
      ledgers.put(
          partition,
          stored.getOrDefault(
              partition.partition(), new StoredLedger(0, new PartitionLedger(0, Map.of()))));
    }
  }

  /** These partitions belong to another worker now. */
  void forget(Collection<TopicPartition> revoked) {
    revoked.forEach(ledgers::remove);
  }

  /** Takes notice of the offsets at which the partitions begin now. */
  void begin(Map<TopicPartition, Long> beginnings) {
    beginnings.forEach(
        (partition, beginning) -> {
          for (BetType betType : of(partition).begins(beginning)) {
            LOG.warn(
                "{} begins at {} now: retention (EV_PARKED_RETENTION) deleted events of bet type"
                    + " {} that waited to be returned; counting what is left",
                partition,
                beginning,
                betType);
          }
        });
  }

  /**
   * Compares the stored versions with those that were read, and the topic with the one that it was.
   *
   * @throws PositionsMovedException if another worker or a command has changed a ledger
   * @throws IllegalStateException if the topic was recreated
   */
  void verify() throws SQLException, PositionsMovedException, InterruptedException {
    KnownTopic now = topics.find();
    if (!now.id().equals(topic.id())) {
      throw new IllegalStateException(
          topic.name() + " was recreated: it is read from its beginning");
    }
    note(now);
    Map<Integer, Long> versions = positions.versions();
    for (Map.Entry<TopicPartition, StoredLedger> entry : ledgers.entrySet()) {
      int partition = entry.getKey().partition();
      if (versions.getOrDefault(partition, 0L) != entry.getValue().version()) {
        throw new PositionsMovedException(partition);
      }
    }
  }

  /** Stores what has changed. */
  void store() throws SQLException, PositionsMovedException {
    Map<Integer, StoredLedger> changed = new TreeMap<>();
    ledgers.forEach(
        (partition, stored) -> {
          if (stored.ledger().isChanged()) {
            changed.put(partition.partition(), stored);
          }
        });
    if (!changed.isEmpty()) {
      positions
          .store(topic.id(), changed)
          .forEach(
              (partition, stored) ->
                  ledgers.put(new TopicPartition(topic.name(), partition), stored));
    }
  }

  Set<TopicPartition> partitions() {
    return ledgers.keySet();
  }

  PartitionLedger of(TopicPartition partition) {
    return ledgers.get(partition).ledger();
  }

  /** The first offset of each partition that was never read. */
  Map<TopicPartition, Long> tails() {
    Map<TopicPartition, Long> tails = new HashMap<>();
    ledgers.forEach((partition, stored) -> tails.put(partition, stored.ledger().tail()));
    return tails;
  }

  /** How many records of each bet type wait in all these partitions. */
  SortedMap<BetType, Long> waiting() {
    SortedMap<BetType, Long> waiting = new TreeMap<>();
    for (StoredLedger stored : ledgers.values()) {
      stored
          .ledger()
          .types()
          .forEach((betType, type) -> waiting.merge(betType, type.waiting(), Long::sum));
    }
    return waiting;
  }

  /** How many homes there are: the partitions of the input and of the hop. */
  int homes() {
    return homes;
  }

  /** What is wrong with the topic's partition count now; empty if it is what it was. */
  Optional<String> miscount() {
    return topic.partitions() == homes
        ? Optional.empty()
        : Optional.of(
            topic.name()
                + " has "
                + topic.partitions()
                + " partitions and odds.events "
                + homes
                + ": its events still return, but no worker starts so. Let what waits return, stop the"
                + " workers, delete it and run ev-worker topics");
  }

  private void note(KnownTopic now) {
    boolean first = topic == null;
    homes = first ? now.partitions() : homes;
    boolean recounted = !first && now.partitions() != topic.partitions();
    topic = now;
    if (recounted) {
      miscount().ifPresent(LOG::warn);
    }
  }

  /** A command has purged what this worker knew as waiting. */
  private void countPurged(Map<Integer, StoredLedger> stored) {
    ledgers.forEach(
        (partition, before) -> {
          StoredLedger now = stored.get(partition.partition());
          if (now != null) {
            now.ledger().types().forEach((betType, type) -> count(betType, before, type));
          }
        });
  }

  private void count(BetType betType, StoredLedger before, WaitingType now) {
    WaitingType known = before.ledger().types().getOrDefault(betType, WaitingType.NONE);
    long purged = now.ended().purged() - known.ended().purged();
    if (purged > 0) {
      metrics.purged(betType, purged);
    }
  }
}
