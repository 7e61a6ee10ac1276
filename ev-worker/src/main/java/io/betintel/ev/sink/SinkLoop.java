package io.betintel.ev.sink;

import io.betintel.ev.consume.PlacedConsumer;
import io.betintel.ev.consume.PollLoop;
import io.betintel.ev.ops.Check;
import io.betintel.ev.ops.Interval;
import io.betintel.ev.ops.Turn;
import io.betintel.ev.priced.PricedLine;
import io.betintel.ev.sink.LineSink.Prepared;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One sink's work, turn by turn; owned by one thread. The store's positions decide where to read.
 * The answer to every failure is the same: pause, wait, ask the store for its positions and read
 * from there. So a store that is emptied by a rebuild is filled again, whatever was wrong before.
 *
 * <p>While the sink is behind, the store writes a batch and the loop reads on. What it reads waits
 * by line, so the store gets the newest version of each however many come meanwhile. While batches
 * are small the loop waits for the store: what comes next would be read too early.
 */
final class SinkLoop implements PollLoop {
  /** How often the loop compares the store's positions with its own. */
  static final Duration VERIFY = Duration.ofSeconds(1);

  private static final Logger LOG = LoggerFactory.getLogger(SinkLoop.class);

  /** A batch of at least this share of the most is one of many: the sink is behind. */
  private static final int BEHIND = 4;

  private final LineSink sink;
  private final PlacedConsumer consumer;
  private final Supplier<TopicIdentity> lookup;
  private final SinkMetrics metrics;
  private final Clock clock;
  private final int many;
  private final StoreRest rest;
  private final BatchReader reader;
  private final BatchWriter writer;
  private final Upkeep upkeep;
  private final Interval look;
  private volatile Check check;
  private final Turn turn;
  private volatile boolean describing; // Kafka is asked, and not the store
  private boolean failing; // the last turn that had something to write, or to ask, failed

  /**
   * @param lookup describes the topic as it is now; throws a SinkException of kind AWAY if it
   *     cannot
   * @param decode turns a record's value into a line, without waiting for its schema; may throw
   * @param aside keeps the records that cannot be stored
   * @param nanoTime the time in nanoseconds, such as {@code System::nanoTime}
   * @param mostLines in one write
   * @param mostBytes of records that wait for one
   * @param rest of the store
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
      int mostLines,
      long mostBytes,
      StoreRest rest,
      Executor store) {
    this.sink = sink;
    this.consumer = consumer;
    this.lookup = lookup;
    this.metrics = metrics;
    this.clock = clock;
    this.turn = new Turn(nanoTime);
    this.rest = rest;
    this.many = Math.max(2, mostLines / BEHIND);
    this.reader = new BatchReader(decode, nanoTime, mostLines, mostBytes);
    this.writer = new BatchWriter(sink, aside, metrics, clock, rest, store, this::succeeded);
    this.upkeep = new Upkeep(sink, reader, writer, metrics, nanoTime);
    this.look = new Interval(VERIFY, nanoTime);
    this.check = Check.waiting(sink.name(), "joining the group");
  }

  @Override
  public Check check() {
    return describing
        ? turn.over(check, "Kafka", "")
        : turn.over(check, "the store", ": it is slow, or somebody holds a lock");
  }

  /** These partitions belong to another worker now. */
  void revoked(Collection<TopicPartition> partitions) {
    writer.await(); // the next owner reads from where this write ends
    partitions.forEach(partition -> reader.revoke(partition.partition()));
  }

  @Override
  public void turn() {
    turn.begins();
    try {
      work();
    } finally {
      turn.ends();
    }
  }

  private void work() {
    try {
      if (consumer.mustPlace()) {
        writer.settle();
        place();
      } else if (consumer.mustVerify()) {
        writer.settle();
        verify();
      } else if (consumer.isWithoutPartitions() && look.isDue()) {
        look.restart();
        describe(); // a topic that was deleted has no partitions either
        reportWithoutPartitions();
      }
      ConsumerRecords<byte[], byte[]> records = consumer.poll();
      reader.add(records);
      boolean more = !records.isEmpty() && !reader.isFull(); // newer versions may follow
      if (writer.isWriting() && !writer.isBusy()) {
        writer.settle();
        upkeep.turn();
      }
      if (!more || (!writer.isBusy() && rest.isOver())) {
        writeNext();
      }
      if (consumer.isPlaced()) {
        reportLag();
        if (!writer.isWriting()) {
          upkeep.turn();
        }
      }
    } catch (SinkException e) {
      giveWay(e);
    } catch (OffsetOutOfRangeException e) {
      giveWay(lostRecords(e));
    }
  }

  private TopicIdentity describe() {
    describing = true;
    try {
      return lookup.get();
    } finally {
      describing = false;
    }
  }

  private void place() {
    TopicIdentity topic = describe();
    Map<Integer, Long> positions = sink.positions(topic);
    Map<TopicPartition, Long> next = new HashMap<>();
    Map<Integer, Long> stored = new HashMap<>();
    for (TopicPartition partition : consumer.kafka().assignment()) {
      Long position = positions.get(partition.partition());
      if (position != null) {
        next.put(partition, position);
        stored.put(partition.partition(), position);
      }
    }
    reader.place(topic, stored);
    consumer.place(next);
    if (!failing) {
      check = Check.waiting(sink.name(), "reading from the stored positions");
    }
    LOG.info("Sink {} reads {} from {}", sink.name(), topic, stored);
  }

  /** Detects a recreated topic, another partition count, a rebuild and a store without its data. */
  private void verify() {
    TopicIdentity now = describe();
    Map<Integer, Long> positions = new HashMap<>(sink.positions(now));
    if (!now.equals(reader.topic())) { // the store is empty: it accepts any topic
      throw new SinkException(
          SinkException.Kind.MOVED, "the topic is " + now + " and not " + reader.topic());
    }
    positions.keySet().retainAll(assignedPartitions());
    if (!positions.equals(reader.stored())) {
      throw new SinkException(
          SinkException.Kind.MOVED,
          "the stored positions are " + positions + " and not " + reader.stored());
    }
    // Only for tools that show lag: the store's positions decide.
    consumer.kafka().commitAsync(reader.storedOffsets(), null);
    passMarkers();
    consumer.verified();
  }

  /**
   * Stores how far it has read where no line follows any more: what lies between are the markers of
   * transactions. Otherwise the topic would seem to have lost records once retention has deleted
   * markers alone.
   */
  private void passMarkers() {
    Map<Integer, Long> read = new HashMap<>();
    for (TopicPartition partition : consumer.kafka().assignment()) {
      if (consumer.kafka().currentLag(partition).isPresent()) { // fetched: the position is known
        read.put(partition.partition(), consumer.kafka().position(partition));
      }
    }
    Batch batch = reader.upTo(read);
    if (!batch.spans().isEmpty()) {
      writer.write(batch, sink.prepare(batch));
      reader.passed(batch);
    }
  }

  private void reportWithoutPartitions() {
    if (consumer.isIdle()) {
      failing = false;
      metrics.lag(0, Duration.ZERO);
      check = Check.up(sink.name(), "no partition is left for this worker");
    } else {
      metrics.lagIsUnknown();
      check = Check.waiting(sink.name(), "no partition is assigned, and some have no reader");
    }
  }

  private Set<Integer> assignedPartitions() {
    Set<Integer> partitions = new HashSet<>();
    consumer.kafka().assignment().forEach(partition -> partitions.add(partition.partition()));
    return partitions;
  }

  private void writeNext() {
    if (reader.waiting() == 0 && !reader.mustDecodeAgain()) {
      writer.settle();
      return;
    }
    write();
    waitIfTooManyAreHeld();
  }

  private void write() {
    Batch batch = reader.next();
    metrics.held(reader.held().count());
    if (batch.isEmpty()) {
      return;
    }
    Prepared prepared = sink.prepare(batch);
    if (writer.isWriting()) {
      writer.settle();
      upkeep.turn();
    }
    writer.setAside(batch.undecodable());
    reader.passed(batch);
    if (batch.lines().size() >= many || reader.waiting() > 0) {
      writer.begin(batch, prepared);
    } else {
      writer.write(batch, prepared);
    }
  }

  /** Reads no more until some are decided; the others have been stored. */
  private void waitIfTooManyAreHeld() {
    if (reader.held().isFull()) {
      consumer.hold();
      metrics.failed(SinkException.Kind.HELD);
    } else {
      consumer.goOn();
    }
  }

  private void reportLag() {
    Set<TopicPartition> assigned = consumer.kafka().assignment();
    HeldLines held = reader.held();
    long unread = 0;
    for (TopicPartition partition : assigned) {
      OptionalLong partitionLag = consumer.kafka().currentLag(partition);
      if (partitionLag.isEmpty()) {
        return; // not known before the first fetch
      }
      unread += partitionLag.getAsLong();
    }
    if (failing && (unread > 0 || reader.waiting() > 0 || writer.isWriting())) {
      return; // a store that answers may still take no write, as a full one does
    }
    failing = false;
    long lag = unread + reader.waiting() + held.count();
    Instant now = clock.instant();
    boolean behind = lag > 0 && writer.newest().isBefore(now);
    metrics.lag(lag, behind ? Duration.between(writer.newest(), now) : Duration.ZERO);
    String state = assigned.size() + " partitions, lag " + lag;
    if (held.count() > 0) {
      state += ", " + held.count() + " lines wait for their schema: " + held.why();
    }
    check = held.isFull() ? Check.waiting(sink.name(), state) : Check.up(sink.name(), state);
  }

  /** A position is outside the topic: the topic was recreated, or lost records. */
  private SinkException lostRecords(OffsetOutOfRangeException e) {
    try {
      sink.positions(describe());
    } catch (SinkException known) {
      return known;
    }
    return new SinkException(
        SinkException.Kind.REFUSED,
        "the stored position is outside the topic, which has lost records. Run: ev-worker sink"
            + " rebuild "
            + sink.name()
            + ", then: ev-worker lines republish",
        e);
  }

  private void succeeded() {
    consumer.succeeded();
    failing = false;
  }

  private void giveWay(SinkException e) {
    failing = true;
    metrics.failed(e.kind());
    metrics.lagIsUnknown();
    if (!e.getMessage().equals(check.detail())) {
      if (e.kind() == SinkException.Kind.REFUSED) { // until somebody has run what it names
        LOG.error("Sink {} waits: {}", sink.name(), e.getMessage());
      } else {
        LOG.warn("Sink {} waits: {}", sink.name(), e.getMessage());
      }
    }
    check = Check.waiting(sink.name(), e.getMessage());
    reader.forgetRead();
    consumer.giveWay();
  }
}
