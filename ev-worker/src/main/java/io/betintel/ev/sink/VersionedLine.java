package io.betintel.ev.sink;

import io.betintel.ev.catalogue.Flags;
import io.betintel.ev.priced.PricedLine;
import java.time.Instant;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * A line, with the record that carried it.
 *
 * @param version the greater of two versions of a line is the newer one; see {@link LineVersion}
 */
public record VersionedLine(PricedLine line, long version, ConsumerRecord<byte[], byte[]> record) {

  /** The record's timestamp. */
  public Instant recordedAt() {
    return Instant.ofEpochMilli(record.timestamp());
  }

  /** Whether nothing of the line is shown: it is withdrawn, or of a status that is unknown here. */
  public boolean withdrawn() {
    return line.status() != PricedLine.Status.OPEN;
  }

  /** Whether it may be stored: its bet type is on, or it is a withdrawal, which only removes. */
  public boolean allowed(Flags flags) {
    return withdrawn() || flags.on(line.betType());
  }
}
