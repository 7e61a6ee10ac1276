package io.betintel.ev.audit;

import java.util.Map;
import java.util.Optional;

/**
 * Which lines a store must have by now.
 *
 * @param sink its name
 * @param positions the next offset that its sink reads, by partition
 */
record StoreRules(
    String sink,
    AuditTargets targets,
    AuditMoment moment,
    AsideRecords aside,
    OpenTypes types,
    Map<Integer, Long> positions,
    long now) {

  /** Why the line's last state cannot be compared with the store; empty if it can. */
  Optional<Unjudged> obstacle(AuditedLine line) {
    if (line.offset() >= positions.getOrDefault(line.partition(), 0L)) {
      return Optional.of(Unjudged.IN_FLIGHT);
    }
    if (aside.isRefused(sink, line.partition(), line.offset())) {
      return Optional.of(Unjudged.REFUSED);
    }
    if (!types.isStored(line.betType(), line.published())) {
      return Optional.of(Unjudged.NOT_SERVED);
    }
    return Optional.empty();
  }

  /** Whether the stores may have forgotten the line; those of a replay do not by its event. */
  boolean isOver(AuditedLine line) {
    return !targets.isReplay() && line.start() + targets.grace().toMillis() < now;
  }

  /** Whether a version that a store has is newer than what was read of the topic. */
  boolean isNewer(AuditedLine line, long version) {
    return line.atHome() && version > line.offset() && !moment.isRead(line.partition(), version);
  }

  String place(AuditedLine line) {
    return Difference.place(targets.topics().lines(), line.partition(), line.offset());
  }
}
