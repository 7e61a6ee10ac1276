package io.betintel.ev.stream;

import java.util.Map;
import java.util.Properties;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerInterceptor;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.streams.StreamsConfig;

/** Shows {@link ReadAhead} what the stream's consumers poll. Kafka makes one for each. */
public final class ReadAheadInterceptor implements ConsumerInterceptor<byte[], byte[]> {
  private static final String AHEAD = "ev.read.ahead";
  private static final String INPUT = "ev.read.ahead.topic";

  private ReadAhead ahead;
  private String input;

  /**
   * @param input whose records are shown
   */
  static void install(Properties streams, ReadAhead ahead, String input) {
    String interceptors = ConsumerConfig.INTERCEPTOR_CLASSES_CONFIG;
    Object others = streams.get(interceptors); // of EV_KAFKA_PROPERTIES_FILE
    String ours = ReadAheadInterceptor.class.getName();
    streams.put(
        StreamsConfig.mainConsumerPrefix(interceptors),
        others == null ? ours : others + "," + ours);
    streams.put(StreamsConfig.mainConsumerPrefix(AHEAD), ahead);
    streams.put(StreamsConfig.mainConsumerPrefix(INPUT), input);
  }

  @Override
  public void configure(Map<String, ?> configs) {
    ahead = (ReadAhead) configs.get(AHEAD);
    input = (String) configs.get(INPUT);
  }

  @Override
  public ConsumerRecords<byte[], byte[]> onConsume(ConsumerRecords<byte[], byte[]> records) {
    for (TopicPartition partition : records.partitions()) {
      if (partition.topic().equals(input)) {
        ahead.polled(partition.partition(), records.records(partition));
      }
    }
    return records;
  }

  @Override
  public void onCommit(Map<TopicPartition, OffsetAndMetadata> offsets) {}

  @Override
  public void close() {}
}
