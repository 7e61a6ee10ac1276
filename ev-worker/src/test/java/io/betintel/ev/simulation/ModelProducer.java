package io.betintel.ev.simulation;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Kafka's own mock of a producer, whose records reach the modelled broker at once, or do not. */
final class ModelProducer extends MockProducer<byte[], byte[]> {
  private final Broker broker;
  private final String worker;
  private final Seams seams;

  ModelProducer(Broker broker, String worker, Seams seams) {
    super(true, null, new ByteArraySerializer(), new ByteArraySerializer());
    this.broker = broker;
    this.worker = worker;
    this.seams = seams;
  }

  @Override
  public synchronized Future<RecordMetadata> send(ProducerRecord<byte[], byte[]> record) {
    try {
      return seams.pass(
          worker,
          Seams.Kind.RETURN,
          () -> {
            broker.append(record, Transaction.NONE);
            return CompletableFuture.completedFuture(
                new RecordMetadata(new TopicPartition(record.topic(), 0), 0, 0, 0, 0, 0));
          },
          () -> new TimeoutException("the broker does not answer: simulated"));
    } catch (TimeoutException lost) {
      return CompletableFuture.failedFuture(lost);
    }
  }
}
