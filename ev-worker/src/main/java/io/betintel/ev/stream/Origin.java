package io.betintel.ev.stream;

import io.betintel.ev.codec.EvHeaders;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;

/**
 * Where a record came from, kept in headers while it moves: the coordinates in the input topic
 * survive the hop, parking and return.
 *
 * @param timestamp the record's own, milliseconds since the epoch
 */
record Origin(String topic, int partition, long offset, long timestamp) {
  /** Of a record as the input topic has it. */
  static Origin of(RecordMetadata metadata, Record<?, ?> record) {
    long timestamp = record.timestamp();
    if (timestamp == 0
        && EvHeaders.number(record.headers(), EvHeaders.ORIGIN_TIMESTAMP).orElse(0) == -1) {
      timestamp = -1; // see NeverThrowingTimestamps
    }
    return new Origin(metadata.topic(), metadata.partition(), metadata.offset(), timestamp);
  }

  /** Of a record that moved, by its headers; what they lack is where the record is now. */
  static Origin moved(RecordMetadata metadata, Record<?, ?> record) {
    Headers headers = record.headers();
    return new Origin(
        EvHeaders.text(headers, EvHeaders.ORIGIN_TOPIC).orElse(metadata.topic()),
        (int) EvHeaders.number(headers, EvHeaders.ORIGIN_PARTITION).orElse(metadata.partition()),
        EvHeaders.number(headers, EvHeaders.ORIGIN_OFFSET).orElse(metadata.offset()),
        EvHeaders.number(headers, EvHeaders.ORIGIN_TIMESTAMP).orElse(record.timestamp()));
  }

  /** Where it is in the input topic, for people. */
  String place() {
    return topic + "-" + partition + " offset " + offset;
  }

  /** Adds the coordinates. Of equal headers the last counts: a producer cannot forge them. */
  void addTo(Headers headers) {
    headers.add(EvHeaders.ORIGIN_TOPIC, topic.getBytes(StandardCharsets.UTF_8));
    headers.add(EvHeaders.ORIGIN_PARTITION, text(partition));
    headers.add(EvHeaders.ORIGIN_OFFSET, text(offset));
    headers.add(EvHeaders.ORIGIN_TIMESTAMP, text(timestamp));
  }

  private static byte[] text(long number) {
    return Long.toString(number).getBytes(StandardCharsets.UTF_8);
  }
}
