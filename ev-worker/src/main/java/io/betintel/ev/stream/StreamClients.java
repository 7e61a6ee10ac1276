package io.betintel.ev.stream;

import io.betintel.ev.consume.Progress;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.streams.KafkaClientSupplier;

/**
 * Kafka Streams' own clients, except for the {@link MainConsumer} and the producer of {@link
 * CommittedCounts}. When a transaction is lost, such as by a commit that timed out, Streams revives
 * the tasks and asks for a rebalance. In the rebalance it creates them once more and does not go
 * back to the committed offsets (seen in 4.3.1): records that were read and not committed would be
 * lost. So the thread ends at that call instead, and its replacement starts at the committed
 * offsets.
 */
final class StreamClients implements KafkaClientSupplier {
  private final Progress progress;
  private final StreamMetrics metrics;
  private final CommitPace pace;

  StreamClients(Progress progress, StreamMetrics metrics, CommitPace pace) {
    this.progress = progress;
    this.metrics = metrics;
    this.pace = pace;
  }

  @Override
  public Admin getAdmin(Map<String, Object> config) {
    return Admin.create(config);
  }

  @Override
  public Producer<byte[], byte[]> getProducer(Map<String, Object> config) {
    return metrics.counts().producer(config, pace);
  }

  @Override
  public Consumer<byte[], byte[]> getConsumer(Map<String, Object> config) {
    String application = String.valueOf(config.get(ConsumerConfig.GROUP_ID_CONFIG));
    return new MainConsumer(
        config, StreamConfig.hopTopic(application), progress.join(), pace, metrics::lost);
  }

  @Override
  public Consumer<byte[], byte[]> getRestoreConsumer(Map<String, Object> config) {
    return plainConsumer(config);
  }

  @Override
  public Consumer<byte[], byte[]> getGlobalConsumer(Map<String, Object> config) {
    return plainConsumer(config);
  }

  private static Consumer<byte[], byte[]> plainConsumer(Map<String, Object> config) {
    return new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer());
  }

  /** What the thread did since its last commit was undone and must be read again. */
  static final class TransactionLostException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    TransactionLostException() {
      super("a transaction was lost: the stream thread starts again at the committed offsets");
    }
  }
}
