package io.betintel.ev.sink;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.betintel.ev.ops.KafkaConfig;
import java.util.Properties;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Writes {@link TextLines} in transactions, as the stream does. */
final class CommittedLines implements AutoCloseable {
  private final String topic;
  private final KafkaProducer<byte[], byte[]> producer;

  CommittedLines(KafkaConfig kafka, String topic) {
    this.topic = topic;
    Properties client = kafka.clientProperties();
    client.put("key.serializer", ByteArraySerializer.class.getName());
    client.put("value.serializer", ByteArraySerializer.class.getName());
    client.put("transactional.id", topic);
    this.producer = new KafkaProducer<>(client);
    producer.initTransactions();
  }

  void publish(String... lines) {
    send(lines);
    producer.commitTransaction();
  }

  /** Readers of committed lines see none of them. */
  void abort(String... lines) {
    send(lines);
    producer.abortTransaction();
  }

  /** A send that fails makes the commit fail. */
  private void send(String... lines) {
    producer.beginTransaction();
    for (String line : lines) {
      var unused =
          producer.send(new ProducerRecord<>(topic, TextLines.key(line), line.getBytes(UTF_8)));
    }
  }

  @Override
  public void close() {
    producer.close();
  }
}
