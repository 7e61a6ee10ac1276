package io.betintel.ev.parking;

import io.betintel.ev.codec.SchemaPendingException;
import io.betintel.ev.consume.PollLoop;
import io.betintel.ev.ops.Check;
import io.betintel.ev.ops.Interval;
import io.betintel.ev.ops.RootCause;
import io.betintel.ev.parking.QuarantineRules.Decision;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongSupplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.WakeupException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Releases records from quarantine, turn by turn; owned by one thread. It asks the registry for all
 * denied ids together, and then reads each partition up to the first record that must wait longer.
 * What it sends and how far it read are one transaction, so a crash neither loses nor repeats a
 * record.
 */
final class QuarantineLoop implements PollLoop {
  static final String NAME = "quarantine";
  static final Duration ASK = Duration.ofMillis(500);

  private static final Logger LOG = LoggerFactory.getLogger(QuarantineLoop.class);
  private static final Duration POLL = Duration.ofMillis(100);

  private final Consumer<byte[], byte[]> consumer;
  private final Transactions transactions;
  private final QuarantineRules rules;
  private final Runnable askRegistry;
  private final QuarantineMetrics metrics;
  private final Interval asking;
  private final Set<TopicPartition> unplaced = new HashSet<>();
  private boolean stuck;
  private String first = "";
  private volatile Check check = Check.waiting(NAME, "joining the group");

  /**
   * @param askRegistry asks once for every id that the registry has denied
   * @param nanoTime the time in nanoseconds, such as {@code System::nanoTime}
   */
  QuarantineLoop(
      Consumer<byte[], byte[]> consumer,
      Transactions transactions,
      QuarantineRules rules,
      Runnable askRegistry,
      QuarantineMetrics metrics,
      LongSupplier nanoTime) {
    this.consumer = consumer;
    this.transactions = transactions;
    this.rules = rules;
    this.askRegistry = askRegistry;
    this.metrics = metrics;
    this.asking = new Interval(ASK, nanoTime);
  }

  @Override
  public Check check() {
    return check;
  }

  @Override
  public void turn() {
    if (asking.isDue()) {
      asking.restart();
      askRegistry.run();
      if (isPlaced()) {
        consumer.resume(consumer.paused());
      }
    }
    ConsumerRecords<byte[], byte[]> records = consumer.poll(POLL);
    try {
      if (!records.isEmpty()) {
        release(records);
        stuck = false;
      }
      report();
    } catch (WakeupException | InterruptException e) {
      throw e;
    } catch (SchemaPendingException e) {
      readAgain(records);
      giveWay(e.getMessage());
    } catch (KafkaException e) {
      transactions.abandon();
      unplaced.addAll(pause(records));
      giveWay("Kafka says: " + RootCause.of(e));
    }
  }

  /**
   * Reads on where the last transaction ended. After a failed one only the broker knows: the answer
   * to a commit may be lost, and what is sent twice is counted twice.
   */
  private boolean isPlaced() {
    unplaced.retainAll(consumer.assignment());
    try {
      Map<TopicPartition, OffsetAndMetadata> committed = consumer.committed(unplaced);
      for (TopicPartition partition : unplaced) {
        OffsetAndMetadata next = committed.get(partition);
        if (next == null) {
          consumer.seekToBeginning(Set.of(partition));
        } else {
          consumer.seek(partition, next);
        }
      }
      unplaced.clear();
      return true;
    } catch (WakeupException | InterruptException e) {
      throw e;
    } catch (KafkaException e) {
      giveWay("Kafka says: " + RootCause.of(e));
      return false;
    }
  }

  private void release(ConsumerRecords<byte[], byte[]> records) {
    int partitions = transactions.hopPartitions();
    List<Decision> decided = new ArrayList<>();
    Map<TopicPartition, OffsetAndMetadata> next = new HashMap<>();
    Map<TopicPartition, Long> held = new HashMap<>();
    for (TopicPartition partition : records.partitions()) {
      for (ConsumerRecord<byte[], byte[]> record : records.records(partition)) {
        // Also behind one that waits: the registry is then asked for all ids together.
        Optional<Decision> decision = rules.decide(record, partitions);
        if (decision.isEmpty()) {
          if (held.isEmpty()) {
            first = RecordDescription.place(record);
          }
          held.putIfAbsent(partition, record.offset());
        } else if (!held.containsKey(partition)) {
          decided.add(decision.get());
          next.put(partition, new OffsetAndMetadata(record.offset() + 1));
        }
      }
    }
    if (!decided.isEmpty()) {
      transactions.send(
          decided.stream().map(Decision::sent).toList(), next, consumer.groupMetadata());
      decided.forEach(metrics::ended);
    }
    held.forEach(
        (partition, offset) -> {
          if (consumer.assignment().contains(partition)) {
            consumer.seek(partition, offset);
            consumer.pause(Set.of(partition));
          }
        });
  }

  /** Nothing of these records was sent. */
  private void readAgain(ConsumerRecords<byte[], byte[]> records) {
    pause(records)
        .forEach(partition -> consumer.seek(partition, records.records(partition).get(0).offset()));
  }

  /** Returns the partitions of the records that are still this worker's. */
  private Set<TopicPartition> pause(ConsumerRecords<byte[], byte[]> records) {
    Set<TopicPartition> paused = new HashSet<>(records.partitions());
    paused.retainAll(consumer.assignment());
    consumer.pause(paused);
    return paused;
  }

  private void report() {
    long waiting = 0;
    for (TopicPartition partition : consumer.assignment()) {
      waiting += consumer.currentLag(partition).orElse(0);
    }
    metrics.waiting(waiting);
    first = waiting == 0 ? "" : first;
    if (stuck) {
      return; // until records were read again without a failure
    }
    check =
        Check.up(
            NAME,
            waiting == 0
                ? "empty"
                : waiting
                    + " records wait for the schema registry to know their schemas"
                    + (first.isEmpty() ? "" : ", such as " + first));
  }

  private void giveWay(String reason) {
    if (!reason.equals(check.detail())) {
      LOG.warn("The quarantine waits: {}", reason);
    }
    check = Check.waiting(NAME, reason);
    stuck = true;
  }
}
