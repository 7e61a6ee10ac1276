package io.betintel.ev.sink;

import io.betintel.ev.ops.Check;
import io.betintel.ev.value.PricedLine;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One sink's work, turn by turn; owned by one thread. The store's positions decide where reading
 * goes on. Whatever goes wrong, the answer is the same: pause, wait, ask the store for its
 * positions and read from there. Polling goes on meanwhile, so the member stays in its group.
 */
final class SinkLoop {
  private static final Logger LOG = LoggerFactory.getLogger(SinkLoop.class);
  private static final Duration VERIFY = Duration.ofSeconds(1);
  private static final Duration MAINTAIN = Duration.ofMinutes(10);
  private static final Duration POLL = Duration.ofMillis(100);

  private final LineSink sink;
  private final SinkConfig config;
  private final Consumer<byte[], byte[]> consumer;
  private final Supplier<TopicIdentity> lookup;
  private final Function<byte[], PricedLine> decode;
  private final SinkMetrics metrics;
  private final Clock clock;

  private final Map<Integer, Long> stored = new HashMap<>();
  private final FirstLines firsts;
  private TopicIdentity topic;
  private boolean placed;
  private boolean joined;
  private long tryAt = System.nanoTime();
  private long verifyAt;
  private long maintainAt = System.nanoTime();
  private int failures;
  private long newestWritten = Long.MAX_VALUE;
  private volatile Check check;

  SinkLoop(
      LineSink sink,
      SinkConfig config,
      Consumer<byte[], byte[]> consumer,
      Supplier<TopicIdentity> lookup,
      Function<byte[], PricedLine> decode,
      SinkMetrics metrics,
      Clock clock) {
    this.sink = sink;
    this.config = config;
    this.consumer = consumer;
    this.lookup = lookup;
    this.decode = decode;
    this.metrics = metrics;
    this.clock = clock;
    this.firsts = new FirstLines(sink.name());
    this.check = Check.waiting(sink.name(), "joining the group");
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
        // Any position will do until the store has been asked; without one the poll would fail.
        consumer.seekToBeginning(partitions);
      }

      @Override
      public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
        partitions.forEach(partition -> stored.remove(partition.partition()));
      }
    };
  }

  /**
   * Reads and writes at most one batch.
   *
   * @throws SinkException of kind REFUSED if a person must decide first
   */
  void turn() {
    try {
      if (System.nanoTime() - tryAt >= 0) {
        place();
        verify();
      }
      ConsumerRecords<byte[], byte[]> records = consumer.poll(POLL);
      // A poll can take partitions away and give others: those have been read from nowhere yet.
      if (placed && !records.isEmpty()) {
        write(records);
      }
      if (placed) {
        sink.refresh();
        reportLag();
        maintain();
      }
    } catch (SinkException e) {
      giveWay(e);
    } catch (OffsetOutOfRangeException e) {
      sink.positions(lookup.get());
      throw new SinkException(
          SinkException.Kind.REFUSED,
          "the stored position is outside the topic, which has lost records: "
              + e.getMessage()
              + ". Run: ev-worker sink rebuild "
              + sink.name(),
          e);
    }
  }

  private void place() {
    if (placed) {
      return;
    }
    Set<TopicPartition> assigned = consumer.assignment();
    if (assigned.isEmpty()) {
      if (joined) {
        check = Check.up(sink.name(), "no partition is left for this worker");
      }
      return;
    }
    topic = lookup.get();
    Map<Integer, Long> positions = sink.positions(topic);
    stored.clear();
    for (TopicPartition partition : assigned) {
      Long next = positions.get(partition.partition());
      if (next == null) {
        consumer.seekToBeginning(Set.of(partition));
      } else {
        consumer.seek(partition, next);
        stored.put(partition.partition(), next);
      }
    }
    consumer.resume(assigned);
    placed = true;
    verifyAt = System.nanoTime() + VERIFY.toNanos();
    check = Check.waiting(sink.name(), "reading where it goes on");
    LOG.info("Sink {} goes on at {} of {}", sink.name(), stored, topic);
  }

  /** Notices a topic that was made anew, a rebuild and a store that lost its data. */
  private void verify() {
    if (!placed || System.nanoTime() - verifyAt < 0) {
      return;
    }
    Map<Integer, Long> positions = new HashMap<>(sink.positions(lookup.get()));
    positions.keySet().retainAll(assignedPartitions());
    if (!positions.equals(stored)) {
      throw new SinkException(
          SinkException.Kind.MOVED,
          "the stored positions are " + positions + " and not " + stored,
          null);
    }
    // For lag tools only: the store's own positions decide. All that was polled is written.
    consumer.commitAsync();
    verifyAt = System.nanoTime() + VERIFY.toNanos();
  }

  private Set<Integer> assignedPartitions() {
    Set<Integer> partitions = new HashSet<>();
    consumer.assignment().forEach(partition -> partitions.add(partition.partition()));
    return partitions;
  }

  private void write(ConsumerRecords<byte[], byte[]> records) {
    long began = System.nanoTime();
    Batch batch = Batch.of(topic, records, stored, decode);
    int written = sink.write(batch);
    if (written > 0) {
      firsts.stored(batch);
    }
    batch.spans().forEach((partition, span) -> stored.put(partition, span.next()));
    failures = 0;
    batch.lines().stream()
        .mapToLong(line -> line.recordedAt().toEpochMilli())
        .max()
        .ifPresent(newest -> newestWritten = newest);
    metrics.wrote(
        batch.records(),
        written,
        batch.lines().size() - written,
        batch.reduced(),
        Duration.ofNanos(System.nanoTime() - began));
    Instant now = clock.instant();
    batch.lines().forEach(line -> metrics.stored(Duration.between(line.recordedAt(), now)));
  }

  private void reportLag() {
    long lag = 0;
    for (TopicPartition partition : consumer.assignment()) {
      OptionalLong partitionLag = consumer.currentLag(partition);
      if (partitionLag.isEmpty()) {
        return; // not known before the first fetch
      }
      lag += partitionLag.getAsLong();
    }
    Duration behind =
        lag == 0 ? Duration.ZERO : Duration.ofMillis(Math.max(0, clock.millis() - newestWritten));
    metrics.lag(lag, behind);
    check = Check.up(sink.name(), consumer.assignment().size() + " partitions, lag " + lag);
  }

  private void maintain() {
    if (System.nanoTime() - maintainAt < 0) {
      return;
    }
    maintainAt = System.nanoTime() + MAINTAIN.toNanos();
    try {
      sink.maintain();
    } catch (SinkException e) {
      LOG.warn("Housekeeping of sink {} waits for its next turn: {}", sink.name(), e.getMessage());
    }
  }

  private void giveWay(SinkException e) {
    metrics.failed(e.kind());
    if (e.kind() == SinkException.Kind.REFUSED) {
      throw e;
    }
    if (!e.getMessage().equals(check.detail())) {
      LOG.warn("Sink {} waits: {}", sink.name(), e.getMessage());
    }
    check = Check.waiting(sink.name(), e.getMessage());
    placed = false;
    consumer.pause(consumer.assignment());
    failures++;
    tryAt = System.nanoTime() + config.retryPause().after(failures).toNanos();
  }
}
