package io.betintel.ev.parking;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;

/** Sends records and commits what they were read from, all or nothing. Owned by one thread. */
final class Transactions implements AutoCloseable {
  private final Supplier<Producer<byte[], byte[]>> open;
  private final String hop;
  private Producer<byte[], byte[]> producer;

  /**
   * @param open makes a producer with a transactional id of its own
   * @param hop the topic whose partitions are the events' homes
   */
  Transactions(Supplier<Producer<byte[], byte[]>> open, String hop) {
    this.open = open;
    this.hop = hop;
  }

  /**
   * @throws org.apache.kafka.common.KafkaException if the topic is missing or Kafka gives no answer
   */
  int hopPartitions() {
    return producer().partitionsFor(hop).size();
  }

  /**
   * @throws org.apache.kafka.common.KafkaException if nothing was committed; {@link #abandon} is to
   *     follow
   */
  void send(
      List<ProducerRecord<byte[], byte[]>> records,
      Map<TopicPartition, OffsetAndMetadata> next,
      ConsumerGroupMetadata group) {
    producer().beginTransaction();
    for (ProducerRecord<byte[], byte[]> record : records) {
      var unused = producer.send(record); // a send that fails makes the commit fail
    }
    producer.sendOffsetsToTransaction(next, group);
    producer.commitTransaction();
  }

  /** Drops the producer, whatever its state; the broker aborts an open transaction in time. */
  void abandon() {
    if (producer != null) {
      producer.close(Duration.ZERO);
      producer = null;
    }
  }

  @Override
  public void close() {
    abandon();
  }

  private Producer<byte[], byte[]> producer() {
    if (producer == null) {
      Producer<byte[], byte[]> opened = open.get();
      try {
        opened.initTransactions();
      } catch (RuntimeException e) {
        opened.close(Duration.ZERO);
        throw e;
      }
      producer = opened;
    }
    return producer;
  }
}
