package io.betintel.ev.sink;

import io.betintel.ev.catalogue.Flags;
import io.betintel.ev.priced.PricedLine;
import java.time.Instant;

/**
 * A line, with the record that carried it.
 *
 * @param version the record's offset: the greater of two versions of a line is the newer one
 * @param recordedAt the record's timestamp
 */
public record VersionedLine(PricedLine line, int partition, long version, Instant recordedAt) {

  public boolean withdrawn() {
    return line.status() == PricedLine.Status.WITHDRAWN;
  }

  /** Whether it may be stored: its bet type is on, or it is a withdrawal, which only removes. */
  public boolean allowed(Flags flags) {
    return withdrawn() || flags.on(line.betType());
  }
}
