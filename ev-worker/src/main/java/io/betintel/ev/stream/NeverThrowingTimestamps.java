package io.betintel.ev.stream;

import io.betintel.ev.codec.EvHeaders;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.streams.processor.TimestampExtractor;

/**
 * The record's timestamp, or 0 where a client sent none (-1): Streams drops records with negative
 * ones, and its default extractor stops the client. The decoder refuses 0 as missing; a header
 * keeps the timestamp that was sent, for the dead letter.
 */
public final class NeverThrowingTimestamps implements TimestampExtractor {
  @Override
  public long extract(ConsumerRecord<Object, Object> record, long partitionTime) {
    if (record.timestamp() >= 0) {
      return record.timestamp();
    }
    record
        .headers()
        .add(
            EvHeaders.ORIGIN_TIMESTAMP,
            Long.toString(record.timestamp()).getBytes(StandardCharsets.UTF_8));
    return 0;
  }
}
