package io.betintel.ev.sink;

import io.betintel.ev.bettype.Shape;
import io.betintel.ev.catalogue.Flags;
import io.betintel.ev.priced.PricedLine;
import java.time.Instant;
import java.util.List;
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
    return withdrawn(line);
  }

  private static boolean withdrawn(PricedLine line) {
    return line.status() != PricedLine.Status.OPEN;
  }

  /** The names of its outcomes. */
  List<String> outcomes() {
    return line.outcomes().stream().map(PricedLine.PricedOutcome::name).toList();
  }

  /**
   * Whether no older version can have an outcome that this one lacks: only lines of shape {@code
   * various} gain and lose outcomes while they are open.
   */
  static boolean hasEveryOutcome(PricedLine line) {
    return !withdrawn(line)
        && !line.outcomes().isEmpty()
        && line.shape().known().filter(shape -> shape != Shape.VARIOUS).isPresent();
  }

  /** Whether it may be stored: its bet type is on, or it is a withdrawal, which only removes. */
  public boolean allowed(Flags flags) {
    return withdrawn() || flags.on(line.betType());
  }
}
