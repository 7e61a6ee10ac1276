package io.betintel.ev.sink;

import io.betintel.ev.consume.KnownTopic;
import io.betintel.ev.consume.TopicLookup;
import io.betintel.ev.ops.Check;
import io.betintel.ev.ops.Component;
import io.betintel.ev.ops.Interval;
import io.betintel.ev.ops.RootCause;
import io.betintel.ev.ops.TimedThread;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Fills a store again that loses lines by itself, as a cache that evicts does: reads the topic from
 * its beginning and writes the lines that are missing. It has a thread and a consumer of its own,
 * so that new lines do not wait behind old ones.
 *
 * <p>Rejected: to move the sink's positions back. Every new line would wait for the whole topic,
 * and again at the next eviction.
 */
public final class LostLines implements Component {
  private static final Logger LOG = LoggerFactory.getLogger(LostLines.class);
  private static final String NAME = "lost-lines";
  private static final Duration LOOK = Duration.ofSeconds(2);

  /** A store that goes on evicting is not worth reading the topic all the time. */
  private static final Duration AT_MOST_EVERY = Duration.ofSeconds(30);

  private static final Duration POLL = Duration.ofMillis(250);
  private static final int RECORDS = 1_000;

  private final LineSink sink;
  private final LinesTopic topic;
  private final Interval pause = new Interval(AT_MOST_EVERY, System::nanoTime);
  private boolean lost; // by the thread alone
  private volatile String state = "nothing is lost";
  private final TimedThread thread =
      new TimedThread(
          NAME,
          "sink-lost-lines",
          new TimedThread.Work() {
            @Override
            public Duration turn() {
              LostLines.this.turn();
              return LOOK;
            }

            @Override
            public Check check() {
              return Check.up(NAME, state);
            }
          });

  /**
   * @param sink of the store; used by nothing else
   */
  public LostLines(LineSink sink, LinesTopic topic) {
    this.sink = sink;
    this.topic = topic;
  }

  @Override
  public void start() {
    thread.start();
  }

  /** A store that is away is the sink's concern. */
  @Override
  public Check check() {
    return thread.check();
  }

  @Override
  public void close() {
    thread.close();
  }

  private void turn() {
    try {
      lost |= sink.hasLost();
      if (!lost || !pause.isDue()) {
        return;
      }
      pause.restart();
      long restored = readAgain();
      lost = false;
      state = restored + " lines were written again";
      if (restored > 0) {
        LOG.warn(
            "{} had lost {} lines, which are written again: does it evict keys, or was the database"
                + " restored?",
            sink.name(),
            restored);
      }
    } catch (SinkException | KafkaException e) {
      state = "tries again: " + RootCause.of(e);
    }
  }

  private long readAgain() {
    Properties admin = topic.kafka().lastingAdmin();
    admin.put("client.id", "ev-sink-lost-lines-lookup");
    long restored = 0;
    try (TopicLookup lookup = new TopicLookup(() -> Admin.create(admin), topic.name());
        Consumer<byte[], byte[]> consumer = new KafkaConsumer<>(consumer())) {
      KnownTopic found = lookup.find();
      TopicIdentity identity = new TopicIdentity(found.name(), found.id(), found.partitions());
      sink.positions(identity); // of the same topic, or the sink has stopped
      List<TopicPartition> partitions =
          consumer.partitionsFor(topic.name()).stream()
              .map(info -> new TopicPartition(topic.name(), info.partition()))
              .toList();
      Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      var decode = topic.decoders().get();
      while (!thread.isClosed()
          && partitions.stream().anyMatch(each -> consumer.position(each) < ends.get(each))) {
        ConsumerRecords<byte[], byte[]> records = consumer.poll(POLL);
        if (!records.isEmpty()) {
          restored +=
              sink.restore(
                  Batch.of(identity, records, 0, Map.of(), Map.of(), new HeldLines(), decode));
        }
      }
      return restored;
    } catch (IllegalStateException e) {
      throw new SinkException(SinkException.Kind.AWAY, e.getMessage(), e);
    } catch (InterruptedException e) {
      throw new InterruptException(e);
    }
  }

  private Properties consumer() {
    Properties client = topic.kafka().clientProperties();
    client.put("client.id", topic.group(sink) + "-lost-lines");
    client.put("isolation.level", "read_committed");
    client.put("enable.auto.commit", "false");
    client.put("auto.offset.reset", "earliest");
    client.put("max.poll.records", Integer.toString(RECORDS));
    client.put("key.deserializer", ByteArrayDeserializer.class.getName());
    client.put("value.deserializer", ByteArrayDeserializer.class.getName());
    return client;
  }
}
