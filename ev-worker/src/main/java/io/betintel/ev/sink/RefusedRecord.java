package io.betintel.ev.sink;

import java.util.Locale;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * A record of the lines topic that cannot be stored.
 *
 * @param why for people
 */
record RefusedRecord(ConsumerRecord<byte[], byte[]> record, Reason reason, String why) {

  /** Whose fault it is. */
  enum Reason {
    /** The record is not a priced line. */
    LINE_UNDECODABLE,
    /** The store does not take the line. */
    LINE_REFUSED;

    /** As metrics and dead letters spell it. */
    String label() {
      return name().toLowerCase(Locale.ROOT);
    }
  }
}
