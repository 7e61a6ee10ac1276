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
      consumer.resume(consumer.paused());
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
      readAgain(records);
      giveWay("Kafka says: " + RootCause.of(e));
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

  /** Nothing of these records was committed. */
  private void readAgain(ConsumerRecords<byte[], byte[]> records) {
    Set<TopicPartition> again = new HashSet<>(records.partitions());
    again.retainAll(consumer.assignment());
    again.forEach(
        partition -> consumer.seek(partition, records.records(partition).get(0).offset()));
    consumer.pause(again);
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
