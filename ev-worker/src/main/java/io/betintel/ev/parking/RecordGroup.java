package io.betintel.ev.parking;

import java.time.Instant;

/**
 * Records of one kind in one partition.
 *
 * @param kind the bet type of parked records; empty text for dead letters
 * @param reason why they were parked or dead-lettered
 * @param count how many, at least 1
 * @param replayed how many of them were returned or replayed before
 * @param oldest when the oldest was appended
 */
public record RecordGroup(
    String kind,
    String reason,
    int partition,
    long count,
    long replayed,
    Instant oldest,
    Instant newest) {

  RecordGroup and(RecordGroup other) {
    return new RecordGroup(
        kind,
        reason,
        partition,
        count + other.count,
        replayed + other.replayed,
        oldest.isBefore(other.oldest) ? oldest : other.oldest,
        newest.isAfter(other.newest) ? newest : other.newest);
  }
}
