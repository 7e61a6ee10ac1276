package io.betintel.ev.sink;

import io.betintel.ev.catalogue.Flags;
import io.betintel.ev.priced.PricedLine;
import java.time.Instant;

/**
 * A line and the record that it came in.
 *
 * @param version the record's offset: of two versions of a line the greater one is the newer
 * @param recordedAt the record's timestamp
 */
public record VersionedLine(PricedLine line, int partition, long version, Instant recordedAt) {

  public boolean withdrawn() {
    return line.status() == PricedLine.Status.WITHDRAWN;
  }

  /** Whether it may be stored: its bet type is on, or it only takes away. */
  public boolean allowed(Flags flags) {
    return withdrawn() || flags.on(line.betType());
  }
}
