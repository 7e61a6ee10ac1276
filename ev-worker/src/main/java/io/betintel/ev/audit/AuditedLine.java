package io.betintel.ev.audit;

import io.betintel.ev.bettype.Shape;
import io.betintel.ev.odds.BetType;
import io.betintel.ev.priced.NotPriced;
import io.betintel.ev.priced.PricedLine;
import java.time.Instant;
import java.util.List;

/**
 * The last state of a line in the topic, reduced to what is compared.
 *
 * @param start the event's, in milliseconds since the epoch
 * @param open whether it is shown
 * @param bare whether it was published without the offers that it has
 * @param atHome whether the record is in the partition of its key: if not, partitions were added
 *     since, and its version is negative
 * @param publishedAt the record's time in the log, in milliseconds since the epoch
 * @param validUntil in milliseconds since the epoch
 * @param openedBefore the offset of an earlier record in which it was open; -1 if none was read
 */
record AuditedLine(
    String id,
    String eventId,
    BetType betType,
    long start,
    boolean open,
    boolean bare,
    boolean atHome,
    int partition,
    long offset,
    long publishedAt,
    long validUntil,
    long openedBefore,
    List<AuditedOutcome> outcomes) {

  static AuditedLine of(
      PricedLine line, boolean atHome, int partition, long offset, long publishedAt, long before) {
    boolean open = line.status() == PricedLine.Status.OPEN;
    boolean bare =
        open
            && line.notPriced() != null
            && (is(line, NotPriced.ERROR)
                || is(line, NotPriced.TOO_LARGE)
                || line.shape().known().isEmpty());
    return new AuditedLine(
        line.id().text(),
        line.event().id(),
        line.betType(),
        line.event().commenceTime().toEpochMilli(),
        open,
        bare,
        atHome,
        partition,
        offset,
        publishedAt,
        line.validUntil().toEpochMilli(),
        before,
        line.outcomes().stream().map(AuditedOutcome::of).toList());
  }

  private static boolean is(PricedLine line, NotPriced why) {
    return line.notPriced().known().filter(why::equals).isPresent();
  }

  Instant published() {
    return Instant.ofEpochMilli(publishedAt);
  }

  /** Null if it has no such outcome. */
  AuditedOutcome outcome(String name) {
    for (AuditedOutcome outcome : outcomes) {
      if (outcome.name().equals(name)) {
        return outcome;
      }
    }
    return null;
  }

  /** Of lines of these shapes, points have no meaning. */
  static Shape shape(PricedLine line) {
    return line.shape().known().orElse(Shape.VARIOUS);
  }
}
