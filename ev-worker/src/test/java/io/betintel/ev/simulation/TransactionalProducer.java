package io.betintel.ev.simulation;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import org.apache.kafka.clients.consumer.CommitFailedException;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Kafka's own mock of a producer whose transactions are the modelled broker's: what it sends and
 * how far its group has read, all or nothing. A member that has lost a partition is refused.
 */
final class TransactionalProducer extends MockProducer<byte[], byte[]> {
  private final Servers servers;
  private final String worker;
  private final List<ProducerRecord<byte[], byte[]>> sent = new ArrayList<>();
  private final Map<TopicPartition, Long> next = new HashMap<>();
  private Transaction transaction;
  private boolean failed;

  TransactionalProducer(Servers servers, String worker) {
    super(true, null, new ByteArraySerializer(), new ByteArraySerializer());
    this.servers = servers;
    this.worker = worker;
  }

  @Override
  public void initTransactions() {}

  @Override
  public List<PartitionInfo> partitionsFor(String topic) {
    PartitionInfo one = new PartitionInfo(topic, 0, null, null, null);
    return Collections.nCopies(servers.options.partitions(), one);
  }

  @Override
  public void beginTransaction() {
    transaction = servers.broker.begin(worker);
    sent.clear();
    next.clear();
    failed = false;
  }

  @Override
  public synchronized Future<RecordMetadata> send(ProducerRecord<byte[], byte[]> record) {
    try {
      return pass(
          () -> {
            servers.broker.append(record, transaction);
            sent.add(record);
            return CompletableFuture.completedFuture(
                new RecordMetadata(new TopicPartition(record.topic(), 0), 0, 0, 0, 0, 0));
          });
    } catch (TimeoutException lost) {
      failed = true;
      return CompletableFuture.failedFuture(lost);
    }
  }

  @Override
  public void sendOffsetsToTransaction(
      Map<TopicPartition, OffsetAndMetadata> offsets, ConsumerGroupMetadata group) {
    offsets.forEach((partition, offset) -> next.put(partition, offset.offset()));
  }

  @Override
  public void commitTransaction() {
    if (failed) {
      throw new KafkaException("a record of the transaction has no answer: simulated");
    }
    pass(
        () -> {
          for (TopicPartition partition : next.keySet()) {
            if (!servers.quarantines.isOwner(worker, partition.partition())) {
              throw new CommitFailedException(worker + " has lost " + partition);
            }
          }
          if (!transaction.commit()) {
            throw new ProducerFencedException("the broker has aborted the transaction");
          }
          QuarantineLedger.requireSame(servers.broker, next, sent);
          servers.broker.commit(next);
          return null;
        });
    transaction = null;
  }

  /** Leaves an open transaction to the broker, which aborts it after a while. */
  @Override
  public void close(Duration timeout) {
    if (transaction != null) {
      servers.broker.leave(transaction);
    }
  }

  private <T> T pass(Seams.Work<T, KafkaException> work) {
    return servers.seams.pass(
        worker,
        Seams.Kind.QUARANTINE,
        work,
        () -> new TimeoutException("the broker does not answer: simulated"));
  }
}
