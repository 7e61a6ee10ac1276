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
  private final ModelClock clock;

  ModelProducer(Broker broker, String worker, Seams seams, ModelClock clock) {
    super(true, null, new ByteArraySerializer(), new ByteArraySerializer());
    this.broker = broker;
    this.worker = worker;
    this.seams = seams;
    this.clock = clock;
  }

  @Override
  public synchronized Future<RecordMetadata> send(ProducerRecord<byte[], byte[]> record) {
    try {
      return seams.pass(
          worker,
          Seams.Kind.RETURN,
          () -> {
            append(record);
            return CompletableFuture.completedFuture(
                new RecordMetadata(new TopicPartition(record.topic(), 0), 0, 0, 0, 0, 0));
          },
          () -> new TimeoutException("the broker does not answer: simulated"));
    } catch (TimeoutException lost) {
      return CompletableFuture.failedFuture(lost);
    }
  }

  private void append(ProducerRecord<byte[], byte[]> record) {
    broker.append(
        record.topic(),
        record.partition() == null ? -1 : record.partition(),
        record.key(),
        record.value(),
        record.headers(),
        record.timestamp() == null ? clock.millis() : record.timestamp(),
        Transaction.NONE);
  }
}
