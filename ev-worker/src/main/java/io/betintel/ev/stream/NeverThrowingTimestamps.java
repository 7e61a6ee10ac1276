package io.betintel.ev.stream;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.streams.processor.TimestampExtractor;

/**
 * The record's timestamp, or 0 where a client sent none (-1): Streams drops records with negative
 * ones, and its default extractor stops the client. Admission refuses 0 as missing.
 */
public final class NeverThrowingTimestamps implements TimestampExtractor {
  @Override
  public long extract(ConsumerRecord<Object, Object> record, long partitionTime) {
    return Math.max(0, record.timestamp());
  }
}
