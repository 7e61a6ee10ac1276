package io.betintel.ev.audit;

import io.betintel.ev.codec.EvHeaders;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * How far everything was at one moment. The order in which it is asked matters: what the workers
 * had taken of the input before {@link #taken} was asked is in the lines up to the end of {@link
 * #lines}, unless it is still on the hop; and what may have changed a line meanwhile is in the
 * input before the end of {@link #odds}.
 *
 * @param odds all of the input
 * @param taken the next offset that the workers read of it, by partition
 * @param hopping records that were on the hop, by their place in the input
 * @param lines the lines' topic
 * @param linesId Kafka's id of it
 */
record AuditMoment(
    TopicSpan odds, Map<Integer, Long> taken, OffsetBits hopping, TopicSpan lines, String linesId) {

  /** How long records on the hop are given to arrive. */
  private static final Duration ARRIVE = Duration.ofSeconds(10);

  static AuditMoment of(TopicScan scan, AuditTargets targets) {
    String input = targets.topics().oddsEvents();
    TopicSpan before = scan.required(input);
    Map<Integer, Long> taken = new HashMap<>(before.from());
    scan.committed(targets.application(), input)
        .forEach((partition, offset) -> taken.merge(partition, offset, Math::max));
    OffsetBits hopping = new OffsetBits(before.from());
    scan.settled(targets.hop()).ifPresent(hop -> await(scan, targets, hop, hopping));
    TopicSpan lines = scan.required(targets.topics().lines());
    lines = scan.settled(lines.topic()).orElse(lines);
    return new AuditMoment(
        scan.required(input), taken, hopping, lines, scan.id(targets.topics().lines()));
  }

  /** Waits until what is on the hop has arrived, and notes what has not. */
  private static void await(
      TopicScan scan, AuditTargets targets, TopicSpan hop, OffsetBits hopping) {
    long began = System.nanoTime();
    while (true) {
      boolean last = System.nanoTime() - began > ARRIVE.toNanos();
      OffsetBits seen = last ? hopping : null;
      long[] left = {0};
      scan.read(
          hop.after(scan.committed(targets.application(), targets.hop())),
          record -> {
            left[0]++;
            if (seen != null) {
              EvHeaders.number(record.headers(), EvHeaders.ORIGIN_OFFSET)
                  .ifPresent(
                      offset ->
                          seen.add(
                              (int)
                                  EvHeaders.number(record.headers(), EvHeaders.ORIGIN_PARTITION)
                                      .orElse(-1),
                              offset));
            }
          });
      if (left[0] == 0 || last) {
        return;
      }
      TopicScan.pause();
    }
  }

  /** Whether the workers had taken the record when the audit began. */
  boolean isTaken(int partition, long offset) {
    return offset < taken.getOrDefault(partition, 0L) && !hopping.has(partition, offset);
  }

  /** Whether a version of a line is one that the audit has read. */
  boolean isRead(int partition, long version) {
    return version < Optional.ofNullable(lines.to().get(partition)).orElse(0L);
  }
}
