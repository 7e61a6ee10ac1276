package io.betintel.bench.opponent;

import org.apache.flink.api.java.tuple.Tuple2;
import org.apache.flink.connector.kafka.sink.KafkaRecordSerializationSchema;
import org.apache.kafka.clients.producer.ProducerRecord;

/** Lines as records, key and value as they are. */
final class FlinkLines implements KafkaRecordSerializationSchema<Tuple2<byte[], byte[]>> {
  private static final long serialVersionUID = 1;

  private final String topic;

  FlinkLines(String topic) {
    this.topic = topic;
  }

  @Override
  public ProducerRecord<byte[], byte[]> serialize(
      Tuple2<byte[], byte[]> line, KafkaSinkContext context, Long timestamp) {
    return new ProducerRecord<>(topic, line.f0, line.f1);
  }
}
