package io.betintel.ev.stream;

import io.betintel.ev.ops.KafkaConfig;
import java.nio.file.Path;
import java.util.Properties;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.streams.StreamsConfig;

/** The properties of Kafka Streams, each with its reason. */
final class StreamProperties {
  /** Streams' own, for its producers and its polls. */
  private static final long LONGEST_WAIT_MS = 100;

  /** Kafka's own, before it adds partitions to a transaction again. */
  private static final int TRANSACTION_RETRY_MS = 20;

  private StreamProperties() {}

  static Properties of(StreamSettings settings) {
    StreamConfig config = settings.stream();
    TopicSettings topics = settings.topicSettings();
    Properties properties = settings.kafka().clientProperties();
    properties.put(StreamsConfig.APPLICATION_ID_CONFIG, config.applicationId());
    properties.put(
        StreamsConfig.adminClientPrefix(KafkaConfig.CALL_TIMEOUT),
        settings.kafka().lastingAdmin().getProperty(KafkaConfig.CALL_TIMEOUT));
    // Store, hop, lines, parked, dead letters and offsets commit together. At-least-once would lose
    // updates: with the changelog written and the output not, the record comes back as a duplicate.
    properties.put(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, StreamsConfig.EXACTLY_ONCE_V2);
    properties.put(
        StreamsConfig.COMMIT_INTERVAL_MS_CONFIG,
        CommitPace.behind(config.commitInterval()).toMillis());
    properties.put(StreamsConfig.NUM_STREAM_THREADS_CONFIG, config.threads());
    properties.put(StreamsConfig.NUM_STANDBY_REPLICAS_CONFIG, config.standbyReplicas());
    properties.put(StreamsConfig.REPLICATION_FACTOR_CONFIG, (int) topics.replicationFactor());
    properties.put(
        StreamsConfig.DEFAULT_TIMESTAMP_EXTRACTOR_CLASS_CONFIG, NeverThrowingTimestamps.class);
    properties.put(StreamsConfig.ENSURE_EXPLICIT_INTERNAL_RESOURCE_NAMING_CONFIG, true);
    // A task takes what has arrived. Waiting for the other path would delay records, and would help
    // only stream time, which is not used.
    properties.put(StreamsConfig.MAX_TASK_IDLE_MS_CONFIG, -1L);
    properties.put(StreamsConfig.GROUP_PROTOCOL_CONFIG, "classic");
    String stateDirectory =
        config.stateDirectory().isEmpty()
            ? Path.of(System.getProperty("java.io.tmpdir"), "ev-worker").toString()
            : config.stateDirectory();
    properties.put(StreamsConfig.STATE_DIR_CONFIG, stateDirectory);

    // No reader sees a record before the commit, and the commit sends at once what still waits: to
    // send earlier makes many small batches and no record earlier.
    long linger = Math.min(CommitPace.behind(config.commitInterval()).toMillis(), LONGEST_WAIT_MS);
    properties.put(StreamsConfig.producerPrefix(ProducerConfig.LINGER_MS_CONFIG), linger);
    properties.put(StreamsConfig.producerPrefix(ProducerConfig.BATCH_SIZE_CONFIG), 128 * 1024);
    // A transaction's offsets are sent again after this pause where the broker still completes the
    // one before. With the default, 100 ms, every other second a commit took that much longer.
    if (!properties.containsKey(ProducerConfig.RETRY_BACKOFF_MS_CONFIG)) {
      properties.put(
          StreamsConfig.producerPrefix(ProducerConfig.RETRY_BACKOFF_MS_CONFIG),
          TRANSACTION_RETRY_MS);
    }
    if (settings.kafka().compression("").isEmpty()) {
      properties.put(
          StreamsConfig.producerPrefix(ProducerConfig.COMPRESSION_TYPE_CONFIG),
          Compression.usable());
    }
    // A thread commits between two polls: 100 ms would be the latency of a record that comes soon
    // after a commit when no other follows.
    long wait = Math.min(config.commitInterval().toMillis(), LONGEST_WAIT_MS);
    properties.put(StreamsConfig.POLL_MS_CONFIG, wait);
    // The producer measures before it compresses.
    int largest =
        Math.max(
            TopicPlan.LARGEST_LINE,
            RecordLimits.of(topics.largestEvent()).deadLetter() + TopicPlan.MARGIN);
    properties.put(StreamsConfig.producerPrefix(ProducerConfig.MAX_REQUEST_SIZE_CONFIG), largest);
    properties.put(
        StreamsConfig.producerPrefix(ProducerConfig.BUFFER_MEMORY_CONFIG),
        Math.max(32L * 1024 * 1024, 2L * largest));
    // Readers of committed records stall this long after a kill.
    properties.put(StreamsConfig.producerPrefix(ProducerConfig.TRANSACTION_TIMEOUT_CONFIG), 10_000);
    // A killed worker's partitions stand still this long, and so do those of a thread that was
    // replaced to wait for the registry.
    properties.putIfAbsent(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG, 15_000);
    properties.put(
        StreamsConfig.mainConsumerPrefix(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG), "earliest");
    properties.put(
        StreamsConfig.consumerPrefix(ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG),
        TopicPlan.LARGEST_LINE);
    TopicPlan.internalConfigs(topics)
        .forEach((key, value) -> properties.put(StreamsConfig.topicPrefix(key), value));
    return properties;
  }
}
