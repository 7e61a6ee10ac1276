package io.betintel.ev.stream;

import io.micrometer.core.instrument.Counter;
import java.util.IdentityHashMap;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Counts that hold once the transaction has committed in which their records ended: a record that
 * is read again because its transaction was aborted counts once. A stream thread has one producer,
 * so each thread's counts wait for its own. Without transactions every count holds at once. Safe
 * for several threads.
 */
final class CommittedCounts {
  private final ThreadLocal<Map<Counter, double[]>> waiting =
      ThreadLocal.withInitial(IdentityHashMap::new);

  private volatile boolean transactional;

  void add(Counter counter) {
    add(counter, 1);
  }

  void add(Counter counter, double more) {
    if (transactional) {
      waiting.get().computeIfAbsent(counter, first -> new double[1])[0] += more;
    } else {
      counter.increment(more);
    }
  }

  /**
   * A producer whose commits, by the thread that counted, make counts hold.
   *
   * @param pace hears of them
   */
  Producer<byte[], byte[]> producer(Map<String, Object> config, CommitPace pace) {
    if (!config.containsKey(ProducerConfig.TRANSACTIONAL_ID_CONFIG)) {
      return new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer());
    }
    awaitCommits();
    return new Committing(config, pace);
  }

  /** From now on a count waits for its thread's commit. */
  void awaitCommits() {
    transactional = true;
  }

  /** The thread that calls this has committed. */
  void committed() {
    for (Map.Entry<Counter, double[]> each : waiting.get().entrySet()) {
      if (each.getValue()[0] > 0) {
        each.getKey().increment(each.getValue()[0]);
        each.getValue()[0] = 0;
      }
    }
  }

  /** The thread that calls this gives up what it has not committed. */
  void aborted() {
    waiting.get().clear();
  }

  private final class Committing extends KafkaProducer<byte[], byte[]> {
    private final CommitPace pace;

    Committing(Map<String, Object> config, CommitPace pace) {
      super(config, new ByteArraySerializer(), new ByteArraySerializer());
      this.pace = pace;
    }

    @Override
    public void commitTransaction() {
      super.commitTransaction();
      committed();
      pace.nothingIsOpen();
    }

    @Override
    public void abortTransaction() {
      aborted();
      pace.nothingIsOpen();
      super.abortTransaction();
    }
  }
}
