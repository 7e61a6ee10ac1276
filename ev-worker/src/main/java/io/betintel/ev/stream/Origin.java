package io.betintel.ev.stream;

import java.nio.charset.StandardCharsets;
import org.apache.kafka.common.header.Header;
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
  static final String TOPIC = "ev-origin-topic";
  static final String PARTITION = "ev-origin-partition";
  static final String OFFSET = "ev-origin-offset";
  static final String TIMESTAMP = "ev-origin-timestamp";

  /** Of a record as the input topic has it. */
  static Origin of(RecordMetadata metadata, Record<?, ?> record) {
    long timestamp = record.timestamp();
    if (timestamp == 0 && text(record.headers(), TIMESTAMP).equals("-1")) {
      timestamp = -1; // see NeverThrowingTimestamps
    }
    return new Origin(metadata.topic(), metadata.partition(), metadata.offset(), timestamp);
  }

  /** Adds the coordinates. Of equal headers the last counts: a producer cannot forge them. */
  void addTo(Headers headers) {
    headers.add(TOPIC, topic.getBytes(StandardCharsets.UTF_8));
    headers.add(PARTITION, text(partition));
    headers.add(OFFSET, text(offset));
    headers.add(TIMESTAMP, text(timestamp));
  }

  /** What {@link #addTo} wrote, for messages. */
  static String describe(Headers headers) {
    return text(headers, TOPIC)
        + "-"
        + text(headers, PARTITION)
        + " offset "
        + text(headers, OFFSET);
  }

  private static String text(Headers headers, String name) {
    Header header = headers.lastHeader(name);
    return header == null ? "?" : new String(header.value(), StandardCharsets.UTF_8);
  }

  private static byte[] text(long number) {
    return Long.toString(number).getBytes(StandardCharsets.UTF_8);
  }
}
