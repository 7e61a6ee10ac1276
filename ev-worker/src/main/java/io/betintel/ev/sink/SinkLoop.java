package io.betintel.ev.sink;

import io.betintel.ev.consume.PlacedConsumer;
import io.betintel.ev.consume.PollLoop;
import io.betintel.ev.consume.StoppedException;
import io.betintel.ev.ops.Check;
import io.betintel.ev.ops.Interval;
import io.betintel.ev.priced.PricedLine;
import io.betintel.ev.sink.LineSink.Prepared;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One sink's work, turn by turn; owned by one thread. The store's positions decide where to read.
 * The answer to every failure is the same: pause, wait, ask the store for its positions and read
 * from there.
 *
 * <p>While the sink is behind, the store writes a batch and the loop reads the next one. It does
 * not while batches are small: the next one would be read too early, and wait.
 */
final class SinkLoop implements PollLoop {
  /** How often the loop compares the store's positions with its own. */
  static final Duration VERIFY = Duration.ofSeconds(1);

  private static final Logger LOG = LoggerFactory.getLogger(SinkLoop.class);
  private static final Duration MAINTAIN = Duration.ofMinutes(10);

  /** How often the loop decodes again what waits for its schema. */
  private static final Duration DECODE_AGAIN = Duration.ofMillis(500);

  /** A batch of at least this share of the most is one of many: the sink is behind. */
  private static final int BEHIND = 4;

  private final LineSink sink;
  private final PlacedConsumer consumer;
  private final Supplier<TopicIdentity> lookup;
  private final Function<byte[], PricedLine> decode;
  private final SinkMetrics metrics;
  private final Clock clock;

  /** The store's positions once the write in progress has succeeded. */
  private final Map<Integer, Long> stored = new HashMap<>();

  private final Map<Integer, Long> readTo = new HashMap<>();
  private final HeldLines held = new HeldLines();
  private final WriteAhead writes;
  private final int mostRecords;
  private final Refusals refused;
  private final FirstLineLog firsts;
  private final Interval maintenance = new Interval(MAINTAIN, System::nanoTime);
  private final Interval decoding;
  private TopicIdentity topic;
  private long newestWritten = Long.MAX_VALUE;
  private volatile Check check;

  /**
   * @param lookup describes the topic as it is now; throws a SinkException of kind AWAY if it
   *     cannot
   * @param decode turns a record's value into a line, without waiting for its schema; may throw
   * @param aside keeps the records that cannot be stored
   * @param nanoTime the time in nanoseconds, such as {@code System::nanoTime}
   * @param mostRecords in one poll
   * @param store runs the writes while the loop reads
   */
  SinkLoop(
      LineSink sink,
      PlacedConsumer consumer,
      Supplier<TopicIdentity> lookup,
      Function<byte[], PricedLine> decode,
      SetAside aside,
      SinkMetrics metrics,
      Clock clock,
      LongSupplier nanoTime,
      int mostRecords,
      Executor store) {
    this.sink = sink;
    this.consumer = consumer;
    this.lookup = lookup;
    this.decode = decode;
    this.metrics = metrics;
    this.clock = clock;
    this.decoding = new Interval(DECODE_AGAIN, nanoTime);
    this.mostRecords = mostRecords;
    this.writes = new WriteAhead(store, clock);
    this.refused = new Refusals(sink.name(), aside, metrics);
    this.firsts = new FirstLineLog(sink.name());
    this.check = Check.waiting(sink.name(), "joining the group");
  }

  @Override
  public Check check() {
    return check;
  }

  /** These partitions belong to another worker now. */
  void revoked(Collection<TopicPartition> partitions) {
    writes.await(); // the next owner reads from where this write ends
    for (TopicPartition partition : partitions) {
      stored.remove(partition.partition());
      readTo.remove(partition.partition());
      held.forget(partition.partition());
    }
  }

  @Override
  public void turn() {
    try {
      if (consumer.mustPlace()) {
        settle();
        place();
      } else if (consumer.mustVerify()) {
        settle();
        verify();
      } else if (consumer.isIdle()) {
        check = Check.up(sink.name(), "no partition is left for this worker");
      }
      ConsumerRecords<byte[], byte[]> records = consumer.poll();
      if (!records.isEmpty() || (held.count() > 0 && decoding.isDue())) {
        write(records);
        waitIfTooManyAreHeld();
      } else {
        settle();
      }
      if (consumer.isPlaced()) {
        reportLag();
        if (writes.batch() == null) {
          refresh();
        }
      }
    } catch (SinkException e) {
      giveWay(e);
    } catch (OffsetOutOfRangeException e) {
      giveWay(lostRecords(e));
    }
  }

  private void place() {
    topic = lookup.get();
    Map<Integer, Long> positions = sink.positions(topic);
    Map<TopicPartition, Long> next = new HashMap<>();
    stored.clear();
    forgetHeld();
    for (TopicPartition partition : consumer.kafka().assignment()) {
      Long position = positions.get(partition.partition());
      if (position != null) {
        next.put(partition, position);
        stored.put(partition.partition(), position);
      }
    }
    consumer.place(next);
    check = Check.waiting(sink.name(), "reading from the stored positions");
    LOG.info("Sink {} reads {} from {}", sink.name(), topic, stored);
  }

  /** Detects a recreated topic, another partition count, a rebuild and a store without its data. */
  private void verify() {
    TopicIdentity now = lookup.get();
    Map<Integer, Long> positions = new HashMap<>(sink.positions(now));
    if (!now.equals(topic)) { // the store is empty: it accepts any topic
      throw new SinkException(
          SinkException.Kind.MOVED, "the topic is " + now + " and not " + topic);
    }
    positions.keySet().retainAll(assignedPartitions());
    if (!positions.equals(stored)) {
      throw new SinkException(
          SinkException.Kind.MOVED, "the stored positions are " + positions + " and not " + stored);
    }
    // Only for tools that show lag: the store's positions decide. All polled records are written.
    consumer.kafka().commitAsync();
    consumer.verified();
  }

  private Set<Integer> assignedPartitions() {
    Set<Integer> partitions = new HashSet<>();
    consumer.kafka().assignment().forEach(partition -> partitions.add(partition.partition()));
    return partitions;
  }

  private void write(ConsumerRecords<byte[], byte[]> records) {
    Batch batch = read(records);
    metrics.held(held.count());
    if (batch.isEmpty()) {
      return;
    }
    Prepared prepared = sink.prepare(batch);
    if (writes.batch() != null) {
      settle();
      refresh();
    }
    refused.setAside(batch.undecodable());
    batch.spans().forEach((partition, span) -> stored.put(partition, span.next()));
    if (records.count() >= Math.max(2, mostRecords / BEHIND)) {
      writes.begin(batch, prepared);
    } else {
      writes.doNow(batch, prepared);
      settle();
    }
  }

  /** Waits for the write in progress, if there is one. If it failed, the store is asked again. */
  private void settle() {
    Batch batch = writes.batch();
    while (batch != null) {
      try {
        wrote(batch, writes.outcome());
        return;
      } catch (LinesRefusedException e) {
        refused.setAside(e);
        batch = batch.without(e.reasons().keySet());
        writes.doNow(batch, sink.prepare(batch));
      }
    }
  }

  private void wrote(Batch batch, WriteAhead.Done done) {
    refused.stored();
    if (done.changed() > 0) {
      firsts.stored(batch);
    }
    consumer.succeeded();
    metrics.wrote(
        batch.records(),
        done.changed(),
        batch.lines().size() - done.changed(),
        batch.reduced(),
        done.took());
    if (batch.isLate()) {
      return;
    }
    batch.lines().stream()
        .mapToLong(line -> line.recordedAt().toEpochMilli())
        .max()
        .ifPresent(newest -> newestWritten = newest);
    batch.lines().forEach(line -> metrics.stored(Duration.between(line.recordedAt(), done.at())));
  }

  /** Call this while no write is in progress. */
  private void refresh() {
    sink.refresh();
    writeLate();
    maintain();
  }

  /** Writes what the store has kept until it could hold it. */
  private void writeLate() {
    List<ConsumerRecord<byte[], byte[]>> due = new ArrayList<>(sink.due(topic.name()));
    metrics.kept(sink.kept());
    if (due.isEmpty()) {
      return;
    }
    // Without a position: their partitions may belong to another worker. Their versions decide.
    HeldLines pending = new HeldLines();
    Batch batch = Batch.of(topic, due, Map.of(), stored, pending, decode);
    refused.setAside(batch.undecodable());
    writes.doNow(batch, sink.prepare(batch));
    settle();
    due.removeAll(pending.take());
    sink.forget(due); // those that were set aside; the others are gone with the write
    LOG.info("Sink {}: {} lines that were kept are written", sink.name(), due.size());
  }

  private Batch read(ConsumerRecords<byte[], byte[]> records) {
    Map<Integer, Long> next = new HashMap<>();
    records.nextOffsets().forEach((partition, at) -> next.put(partition.partition(), at.offset()));
    readTo.putAll(next);
    List<ConsumerRecord<byte[], byte[]>> all = new ArrayList<>();
    if (decoding.isDue()) {
      decoding.restart();
      all.addAll(held.take());
      all.forEach(record -> next.put(record.partition(), readTo.get(record.partition())));
    }
    records.forEach(all::add);
    return Batch.of(topic, all, next, stored, held, decode);
  }

  /** Reads no more until some are decided; the others have been stored. */
  private void waitIfTooManyAreHeld() {
    if (held.isFull()) {
      consumer.hold();
      metrics.failed(SinkException.Kind.HELD);
    } else {
      consumer.goOn();
    }
  }

  /** They are read again from the stored positions, which are before them. */
  private void forgetHeld() {
    readTo.clear();
    held.clear();
  }

  private void reportLag() {
    Set<TopicPartition> assigned = consumer.kafka().assignment();
    long lag = held.count();
    for (TopicPartition partition : assigned) {
      OptionalLong partitionLag = consumer.kafka().currentLag(partition);
      if (partitionLag.isEmpty()) {
        return; // not known before the first fetch
      }
      lag += partitionLag.getAsLong();
    }
    Duration behind =
        lag == 0 ? Duration.ZERO : Duration.ofMillis(Math.max(0, clock.millis() - newestWritten));
    metrics.lag(lag, behind);
    String state = assigned.size() + " partitions, lag " + lag;
    if (held.count() > 0) {
      state += ", " + held.count() + " lines wait for their schema: " + held.why();
    }
    check = held.isFull() ? Check.waiting(sink.name(), state) : Check.up(sink.name(), state);
  }

  private void maintain() {
    if (!maintenance.isDue()) {
      return;
    }
    maintenance.restart();
    try {
      sink.maintain();
    } catch (SinkException e) {
      LOG.warn(
          "Housekeeping of sink {} failed and is tried again in ten minutes: {}",
          sink.name(),
          e.getMessage());
    }
  }

  /** A position is outside the topic: the topic was recreated, or lost records. */
  private SinkException lostRecords(OffsetOutOfRangeException e) {
    try {
      sink.positions(lookup.get());
    } catch (SinkException known) {
      return known;
    }
    return new SinkException(
        SinkException.Kind.REFUSED,
        "the stored position is outside the topic, which has lost records: "
            + e.getMessage()
            + ". Run: ev-worker sink rebuild "
            + sink.name(),
        e);
  }

  private void giveWay(SinkException e) {
    metrics.failed(e.kind());
    if (e.kind() == SinkException.Kind.REFUSED) {
      throw new StoppedException(e.getMessage(), e);
    }
    if (!e.getMessage().equals(check.detail())) {
      LOG.warn("Sink {} waits: {}", sink.name(), e.getMessage());
    }
    check = Check.waiting(sink.name(), e.getMessage());
    forgetHeld();
    consumer.giveWay();
  }
}
