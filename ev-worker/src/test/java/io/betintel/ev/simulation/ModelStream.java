package io.betintel.ev.simulation;

import io.betintel.ev.codec.EvHeaders;
import io.betintel.ev.codec.SchemaPendingException;
import io.betintel.ev.stream.SimulatedStream;
import io.betintel.ev.stream.SimulatedTask;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Headers;

/**
 * What Streams does for one worker, as a model: it has tasks while the group gives them, takes
 * records in one transaction, and commits output, positions and stores together. The tasks
 * themselves are real.
 */
final class ModelStream {
  private final String worker;
  private final SimulatedStream stream;
  private final Broker broker;
  private final Group group;
  private final Seams seams;
  private final RecordLedger ledger;
  private final Map<Integer, SimulatedTask> tasks = new TreeMap<>();
  private final Map<TopicPartition, Long> next = new HashMap<>();
  private final List<RecordLedger.Entry> done = new ArrayList<>();
  private Transaction transaction;
  private final Set<String> sentTo = new HashSet<>();
  private long moved;

  ModelStream(
      String worker,
      SimulatedStream stream,
      Broker broker,
      Group group,
      Seams seams,
      RecordLedger ledger) {
    this.worker = worker;
    this.stream = stream;
    this.broker = broker;
    this.group = group;
    this.seams = seams;
    this.ledger = ledger;
  }

  /**
   * Takes one record of one of its tasks.
   *
   * @param choice of the partition
   */
  void step(int choice) {
    follow();
    List<ConsumerRecord<byte[], byte[]>> first = new ArrayList<>();
    for (int task : tasks.keySet()) {
      for (String topic : List.of(Broker.TOPICS.oddsEvents(), Broker.HOP)) {
        Log.Read read = broker.log(topic, task).read(position(new TopicPartition(topic, task)), 1);
        first.addAll(read.records());
      }
    }
    if (!first.isEmpty()) {
      try {
        take(first.get(Math.floorMod(choice, first.size())));
      } catch (SchemaPendingException pending) {
        throw new TaskFailure(pending.getMessage()); // it is read again once the registry answers
      }
    }
  }

  private void take(ConsumerRecord<byte[], byte[]> record) {
    TopicPartition partition = new TopicPartition(record.topic(), record.partition());
    begin();
    sentTo.clear();
    moved = 0;
    long ended = tasks.get(record.partition()).process(record);
    RecordLedger.Entry entry =
        new RecordLedger.Entry(partition, record.offset(), origin(record), ended, moved, counts());
    entry.requireOnce();
    done.add(entry);
    next.put(partition, record.offset() + 1);
  }

  private static String origin(ConsumerRecord<byte[], byte[]> record) {
    return record.topic().equals(Broker.HOP)
        ? EvHeaders.origin(record.headers())
        : Feed.origin(record.partition(), record.offset());
  }

  /** Whether the record has ended for good, and not as a dead letter: a book knows of it. */
  private boolean counts() {
    return moved == 0
        && !sentTo.contains(Broker.TOPICS.parked())
        && !sentTo.contains(Broker.TOPICS.deadLetters());
  }

  /** What is due by the clock. */
  void punctuate() {
    follow();
    if (!tasks.isEmpty()) {
      begin();
      tasks.values().forEach(SimulatedTask::punctuate);
    }
  }

  void commit() {
    if (transaction == null) {
      return;
    }
    seams.pass(
        worker,
        Seams.Kind.COMMIT,
        this::committed,
        () -> new TaskFailure("the commit has no answer"));
    transaction = null;
    next.clear();
    done.clear();
  }

  private Void committed() {
    if (!transaction.commit()) {
      throw new TaskFailure("fenced");
    }
    broker.commit(next);
    tasks.forEach((task, real) -> broker.changelog(task, real.stored()));
    done.forEach(ledger::commit);
    return null;
  }

  /** Gives up what is not committed; the tasks are opened again. */
  void abort() {
    if (transaction != null) {
      transaction.abort();
    }
    forget();
  }

  /** The process has died: its transaction stays open. */
  void die() {
    forget();
  }

  /** The broker aborts what the worker has not committed: it has been silent. */
  void fence() {
    if (transaction != null) {
      transaction.abort();
    }
  }

  private void forget() {
    transaction = null;
    next.clear();
    done.clear();
    tasks.values().forEach(SimulatedTask::close);
    tasks.clear();
  }

  /** Gives up the tasks that are another worker's by now, and opens those that are new. */
  private void follow() {
    Set<Integer> mine = group.poll(worker);
    Set<Integer> gone = new TreeSet<>(tasks.keySet());
    gone.removeAll(mine);
    if (!gone.isEmpty()) {
      commit();
      gone.forEach(task -> tasks.remove(task).close());
    }
    for (int task : mine) {
      if (!tasks.containsKey(task) && isSettled(task)) {
        tasks.put(task, stream.open(task, broker.changelog(task), this::send));
      }
    }
  }

  private boolean isSettled(int task) {
    return broker.isSettled(new TopicPartition(Broker.TOPICS.oddsEvents(), task));
  }

  private long position(TopicPartition partition) {
    return next.getOrDefault(partition, broker.position(partition));
  }

  private void begin() {
    if (transaction == null) {
      transaction = broker.begin(worker);
    }
    tasks
        .keySet()
        .forEach(task -> transaction.reads(new TopicPartition(Broker.TOPICS.oddsEvents(), task)));
  }

  private void send(
      String topic, int partition, byte[] key, byte[] value, Headers headers, long timestamp) {
    sentTo.add(topic);
    moved += topic.equals(Broker.HOP) || topic.equals(Broker.TOPICS.quarantine()) ? 1 : 0;
    seams.pass(
        worker,
        Seams.Kind.RECORD,
        () -> {
          broker.append(topic, partition, key, value, headers, timestamp, transaction);
          return null;
        },
        () -> new TaskFailure("a record has no answer"));
  }
}
