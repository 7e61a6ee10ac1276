package io.betintel.ev.stream;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Looks at the ends of the input's partitions every few seconds, on a thread of its own. */
final class LogWatch implements AutoCloseable {
  static final Duration INTERVAL = Duration.ofSeconds(5);
  private static final Logger LOG = LoggerFactory.getLogger(LogWatch.class);

  private final Supplier<Admin> clients;
  private final Map<TopicPartition, OffsetSpec> asked = new HashMap<>();
  private final LogEnds ends;
  private final Clock clock;
  private final Thread thread;
  private Admin admin; // guarded by this

  /**
   * @param clients opens a client, which is closed here; one that gives no answer is made again
   */
  LogWatch(Supplier<Admin> clients, String topic, int partitions, LogEnds ends, Clock clock) {
    this.clients = clients;
    this.ends = ends;
    this.clock = clock;
    for (int partition = 0; partition < partitions; partition++) {
      asked.put(new TopicPartition(topic, partition), OffsetSpec.latest());
    }
    this.thread = new Thread(this::run, "log-watch");
    thread.setDaemon(true);
  }

  /** Looks once, if Kafka answers, and then goes on looking. */
  void start() {
    try {
      look();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    thread.start();
  }

  private void run() {
    try {
      while (true) {
        Thread.sleep(INTERVAL.toMillis());
        look();
      }
    } catch (InterruptedException closed) {
      Thread.currentThread().interrupt();
    }
  }

  /** A look that fails is left out: the next one says the same, less exactly. */
  private void look() throws InterruptedException {
    try {
      Map<TopicPartition, ListOffsetsResultInfo> answer =
          admin().listOffsets(asked).all().get(INTERVAL.toMillis(), TimeUnit.MILLISECONDS);
      Instant now = clock.instant();
      Map<Integer, Long> seen = new HashMap<>();
      answer.forEach((partition, end) -> seen.put(partition.partition(), end.offset()));
      ends.saw(seen, now);
    } catch (ExecutionException | TimeoutException | KafkaException e) {
      LOG.debug("the ends of the input are unknown", e);
      closeClient();
    }
  }

  private synchronized Admin admin() {
    if (admin == null) {
      admin = clients.get();
    }
    return admin;
  }

  private synchronized void closeClient() {
    if (admin != null) {
      admin.close(Duration.ZERO);
      admin = null;
    }
  }

  @Override
  public void close() {
    thread.interrupt();
    closeClient();
  }
}
