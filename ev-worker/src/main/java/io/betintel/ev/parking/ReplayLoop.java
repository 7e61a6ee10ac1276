package io.betintel.ev.parking;

import io.betintel.ev.catalogue.BetTypeCatalogue;
import io.betintel.ev.catalogue.Catalogue;
import io.betintel.ev.catalogue.LiveWorkers;
import io.betintel.ev.catalogue.Served;
import io.betintel.ev.codec.SchemaPendingException;
import io.betintel.ev.odds.BetType;
import io.betintel.ev.ops.Check;
import io.betintel.ev.ops.DatabaseTrouble;
import io.betintel.ev.ops.Failpoint;
import io.betintel.ev.ops.RetryPause;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.WakeupException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The replayer's work, turn by turn; owned by one thread. What is due is sent, then the positions
 * are stored: a crash between the two sends it again, and the market's book takes it as the
 * duplicate that it is. Whatever goes wrong, the answer is the same: pause, wait, read the
 * positions again and go on from there.
 */
final class ReplayLoop {
  private static final Logger LOG = LoggerFactory.getLogger(ReplayLoop.class);
  private static final Failpoint AFTER_RETURN = Failpoint.named("after-return");
  private static final String NAME = "parked";
  private static final Duration POLL = Duration.ofMillis(100);
  private static final Duration LOOK = Duration.ofMillis(500);
  private static final Duration LOOK_AT_THE_LOG = Duration.ofMinutes(1);
  private static final RetryPause PAUSE =
      new RetryPause(Duration.ofMillis(100), Duration.ofSeconds(5));

  private final Consumer<byte[], byte[]> consumer;
  private final Producer<byte[], byte[]> producer;
  private final TopicFinder topics;
  private final PositionTable table;
  private final LiveWorkers workers;
  private final BetTypeCatalogue catalogue;
  private final ReturnRules rules;
  private final Pace pace;
  private final ParkingMetrics metrics;
  private final Clock clock;

  private final Returnable returnable = new Returnable();
  private final Map<TopicPartition, StoredLedger> ledgers = new HashMap<>();
  private final Map<BetType, Instant> held = new HashMap<>();
  private final Set<BetType> returning = new HashSet<>();
  private Set<BetType> acknowledged = Set.of();
  private ParkedTopic topic;
  private boolean joined;
  private boolean placed;
  private long tryAt = System.nanoTime();
  private long lookAt;
  private long lookAtTheLogAt;
  private int failures;
  private volatile Check check = Check.waiting(NAME, "joining the group");

  ReplayLoop(
      Consumer<byte[], byte[]> consumer,
      Producer<byte[], byte[]> producer,
      TopicFinder topics,
      PositionTable table,
      LiveWorkers workers,
      BetTypeCatalogue catalogue,
      ReturnRules rules,
      Pace pace,
      ParkingMetrics metrics,
      Clock clock) {
    this.consumer = consumer;
    this.producer = producer;
    this.topics = topics;
    this.table = table;
    this.workers = workers;
    this.catalogue = catalogue;
    this.rules = rules;
    this.pace = pace;
    this.metrics = metrics;
    this.clock = clock;
  }

  /** Asks what the topic is now. */
  @FunctionalInterface
  interface TopicFinder {
    ParkedTopic find() throws InterruptedException;
  }

  /** May be asked by any thread. */
  Check check() {
    return check;
  }

  /** What the consumer must be subscribed with. */
  ConsumerRebalanceListener listener() {
    return new ConsumerRebalanceListener() {
      @Override
      public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
        joined = true;
        placed = false;
        consumer.pause(partitions);
        // Any position will do until the table has been asked; without one the poll would fail.
        consumer.seekToBeginning(partitions);
      }

      @Override
      public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
        partitions.forEach(ledgers::remove);
      }
    };
  }

  /** Deals with at most one batch. */
  void turn() throws InterruptedException {
    try {
      if (System.nanoTime() - tryAt >= 0) {
        place();
        look();
        goBack();
      }
      ConsumerRecords<byte[], byte[]> records = consumer.poll(POLL);
      // A poll can take partitions away and give others: those have been read from nowhere yet.
      if (placed) {
        work(records);
        failures = 0;
      }
    } catch (SQLException e) {
      giveWay(DatabaseTrouble.describe(e));
    } catch (SchemaPendingException | IllegalStateException e) {
      giveWay(e.getMessage());
    } catch (PositionsMovedException | OffsetOutOfRangeException e) {
      LOG.info("{}", e.getMessage());
      giveWay(e.getMessage());
    } catch (ExecutionException e) {
      giveWay("the records cannot be sent: " + e.getCause().getMessage());
    } catch (WakeupException | InterruptException e) {
      throw e;
    } catch (KafkaException e) {
      giveWay("Kafka says: " + e.getMessage());
    }
  }

  private void place() throws SQLException, InterruptedException {
    if (placed) {
      return;
    }
    Set<TopicPartition> assigned = consumer.assignment();
    if (assigned.isEmpty()) {
      if (joined) {
        check = Check.up(NAME, "no partition is left for this worker");
      }
      return;
    }
    topic = topics.find();
    if (table.forgetOthers(topic.id()) > 0) {
      LOG.warn(
          "{} has been made anew: what waited in the old one is gone, its positions are dropped",
          topic.name());
    }
    Map<Integer, StoredLedger> stored = table.read(topic.id());
    countPurged(stored);
    Map<TopicPartition, Long> beginnings = consumer.beginningOffsets(assigned);
    ledgers.clear();
    for (TopicPartition partition : assigned) {
      StoredLedger ledger =
          stored.getOrDefault(
              partition.partition(), new StoredLedger(0, new PartitionLedger(0, Map.of())));
      ledgers.put(partition, ledger);
      notice(partition, beginnings.get(partition));
      consumer.seek(partition, ledger.ledger().tail());
    }
    consumer.resume(assigned);
    placed = true;
    lookAt = System.nanoTime();
    lookAtTheLogAt = System.nanoTime() + LOOK_AT_THE_LOG.toNanos();
  }

  /** A command has purged what this worker knew as waiting. */
  private void countPurged(Map<Integer, StoredLedger> stored) {
    ledgers.forEach(
        (partition, before) -> {
          StoredLedger now = stored.get(partition.partition());
          if (now != null) {
            now.ledger()
                .types()
                .forEach(
                    (betType, type) -> {
                      var known = before.ledger().types().getOrDefault(betType, WaitingType.NONE);
                      if (type.purged() > known.purged()) {
                        metrics.purged(betType, type.purged() - known.purged());
                      }
                    });
          }
        });
  }

  /** Looks whether others have moved the positions, and what they serve. */
  private void look() throws SQLException, PositionsMovedException {
    if (!placed || System.nanoTime() - lookAt < 0) {
      return;
    }
    lookAt = System.nanoTime() + LOOK.toNanos();
    Map<Integer, Long> versions = table.versions();
    for (Map.Entry<TopicPartition, StoredLedger> entry : ledgers.entrySet()) {
      int partition = entry.getKey().partition();
      if (versions.getOrDefault(partition, 0L) != entry.getValue().version()) {
        throw new PositionsMovedException(partition);
      }
    }
    returnable.see(catalogue.current());
    acknowledged = returnable.among(workers.now());
    if (System.nanoTime() - lookAtTheLogAt >= 0) {
      lookAtTheLogAt = System.nanoTime() + LOOK_AT_THE_LOG.toNanos();
      consumer.beginningOffsets(ledgers.keySet()).forEach(this::notice);
    }
    report();
  }

  private void notice(TopicPartition partition, long beginning) {
    PartitionLedger ledger = ledgers.get(partition).ledger();
    for (BetType betType : ledger.begins(beginning)) {
      LOG.warn(
          "{} begins at {} now: retention (EV_PARKED_RETENTION) has deleted events of bet type {}"
              + " that waited to be returned; counting what is left",
          partition,
          beginning,
          betType);
    }
  }

  private void goBack() {
    if (!placed) {
      return;
    }
    Set<BetType> now = new TreeSet<>(acknowledged);
    now.removeIf(betType -> !mayReturn(betType));
    ledgers.forEach(
        (partition, stored) -> {
          OptionalLong back = stored.ledger().goBack(consumer.position(partition), now);
          back.ifPresent(offset -> consumer.seek(partition, offset));
        });
  }

  private boolean mayReturn(BetType betType) {
    Instant until = held.get(betType);
    if (until != null && clock.instant().isBefore(until)) {
      return false;
    }
    held.remove(betType);
    // The flag may have fallen since the others were asked.
    return acknowledged.contains(betType) && catalogue.current().served(betType) == Served.SERVED;
  }

  private void work(ConsumerRecords<byte[], byte[]> records)
      throws SQLException, PositionsMovedException, ExecutionException, InterruptedException {
    ReturnBatch batch =
        new ReturnBatch(rules, producer, topic.partitions(), this::mayReturn, metrics);
    for (TopicPartition partition : consumer.assignment()) {
      PartitionLedger ledger = ledgers.get(partition).ledger();
      records.records(partition).forEach(record -> batch.consider(ledger, record));
      batch.reached(partition.toString(), ledger, consumer.position(partition));
    }
    int sent = batch.await();
    if (sent > 0) {
      AFTER_RETURN.pass();
    }
    store();
    held.putAll(batch.held());
    batch.count();
    pace.spend(sent);
  }

  private void store() throws SQLException, PositionsMovedException {
    Map<Integer, StoredLedger> changed = new TreeMap<>();
    ledgers.forEach(
        (partition, stored) -> {
          if (stored.ledger().isChanged()) {
            changed.put(partition.partition(), stored);
          }
        });
    if (!changed.isEmpty()) {
      table
          .store(topic.id(), changed)
          .forEach(
              (partition, stored) ->
                  ledgers.put(new TopicPartition(topic.name(), partition), stored));
    }
  }

  private void report() {
    Map<BetType, Long> waiting = new TreeMap<>();
    ledgers
        .values()
        .forEach(
            stored ->
                stored
                    .ledger()
                    .types()
                    .forEach((betType, type) -> waiting.merge(betType, type.waiting(), Long::sum)));
    metrics.waiting(waiting);
    tell(waiting);
    Catalogue now = catalogue.current();
    List<String> parts = new ArrayList<>();
    waiting.forEach(
        (betType, count) -> {
          if (count > 0) {
            parts.add(betType + " " + count + " " + ParkingMetrics.reason(now, betType));
          }
        });
    check =
        Check.up(
            NAME,
            ledgers.size()
                + " partitions, waiting: "
                + (parts.isEmpty() ? "none" : String.join(", ", parts)));
  }

  /** One line when a type's records begin to return, one when they have. */
  private void tell(Map<BetType, Long> waiting) {
    waiting.forEach(
        (betType, count) -> {
          if (count > 0 && acknowledged.contains(betType) && returning.add(betType)) {
            LOG.info(
                "bet type {} is served by every live worker: returning {} parked events, at least",
                betType,
                count);
          } else if (count == 0 && returning.remove(betType)) {
            LOG.info("bet type {}: no parked event waits any more", betType);
          }
        });
  }

  private void giveWay(String reason) {
    if (!reason.equals(check.detail())) {
      LOG.warn("Parked events wait: {}", reason);
    }
    check = Check.waiting(NAME, reason);
    placed = false;
    consumer.pause(consumer.assignment());
    failures++;
    tryAt = System.nanoTime() + PAUSE.after(failures).toNanos();
  }
}
