package io.betintel.ev.sink;

import io.betintel.ev.codec.EvHeaders;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.header.internals.RecordHeaders;

/**
 * Sends records that cannot be stored to the dead-letter topic, byte for byte, with what is wrong.
 * A crash before the positions advance sends them again. Owned by one thread.
 */
final class LineDeadLetters implements SetAside, AutoCloseable {
  private static final String ERRORS = "__streams.errors.";

  private final Supplier<Producer<byte[], byte[]>> open;
  private final String topic;
  private final String sink;
  private Producer<byte[], byte[]> producer;

  /**
   * @param open makes the producer, which is needed only if a record is refused
   * @param sink the name of the sink that refuses
   */
  LineDeadLetters(Supplier<Producer<byte[], byte[]>> open, String topic, String sink) {
    this.open = open;
    this.topic = topic;
    this.sink = sink;
  }

  @Override
  public void keep(Collection<RefusedRecord> records) {
    try {
      if (producer == null) {
        producer = open.get();
      }
      Map<RefusedRecord, Future<RecordMetadata>> sent = new LinkedHashMap<>();
      records.forEach(refused -> sent.put(refused, producer.send(letter(refused, true))));
      List<Future<RecordMetadata>> again = new ArrayList<>();
      for (Map.Entry<RefusedRecord, Future<RecordMetadata>> entry : sent.entrySet()) {
        try {
          entry.getValue().get();
        } catch (ExecutionException e) {
          if (!(e.getCause() instanceof RecordTooLargeException)) {
            throw e;
          }
          again.add(producer.send(letter(entry.getKey(), false)));
        }
      }
      for (Future<RecordMetadata> each : again) {
        each.get();
      }
    } catch (ExecutionException e) {
      throw away(e.getCause());
    } catch (InterruptedException e) {
      throw new InterruptException(e);
    } catch (KafkaException e) {
      throw away(e);
    }
  }

  @Override
  public void close() {
    if (producer != null) {
      producer.close();
    }
  }

  private SinkException away(Throwable e) {
    return new SinkException(
        SinkException.Kind.AWAY,
        "a line that cannot be stored cannot be sent to " + topic + ": " + e.getMessage(),
        e);
  }

  private ProducerRecord<byte[], byte[]> letter(RefusedRecord refused, boolean whole) {
    ConsumerRecord<byte[], byte[]> record = refused.record();
    RecordHeaders headers = new RecordHeaders(whole ? record.headers().toArray() : null);
    EvHeaders.put(headers, EvHeaders.REASON, refused.reason().label());
    EvHeaders.put(headers, EvHeaders.ORIGIN_TOPIC, record.topic());
    EvHeaders.put(headers, EvHeaders.ORIGIN_PARTITION, Integer.toString(record.partition()));
    EvHeaders.put(headers, EvHeaders.ORIGIN_OFFSET, Long.toString(record.offset()));
    EvHeaders.put(headers, EvHeaders.ORIGIN_TIMESTAMP, Long.toString(record.timestamp()));
    add(headers, ERRORS + "message", "sink " + sink + ": " + refused.why());
    add(headers, ERRORS + "topic", record.topic());
    add(headers, ERRORS + "partition", Integer.toString(record.partition()));
    add(headers, ERRORS + "offset", Long.toString(record.offset()));
    if (!whole) {
      add(headers, EvHeaders.LEFT_OUT, record.serializedValueSize() + " bytes");
    }
    return new ProducerRecord<>(
        topic, null, null, record.key(), whole ? record.value() : null, headers);
  }

  private static void add(RecordHeaders headers, String name, String value) {
    headers.add(name, value.getBytes(StandardCharsets.UTF_8));
  }
}
