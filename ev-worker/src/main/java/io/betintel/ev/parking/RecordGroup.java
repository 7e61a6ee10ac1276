package io.betintel.ev.parking;

import java.time.Instant;
import java.util.Comparator;

/**
 * Records of one kind in one partition.
 *
 * @param count how many, at least 1
 * @param replayed how many of them were returned or replayed before
 * @param oldest when the oldest was appended
 * @param newest when the newest was appended
 */
public record RecordGroup(Key key, long count, long replayed, Instant oldest, Instant newest) {

  /**
   * What the records of a group have in common.
   *
   * @param kind the bet type of parked records; empty text for dead letters
   * @param reason why they were parked or dead-lettered
   */
  public record Key(String kind, String reason, int partition) implements Comparable<Key> {
    private static final Comparator<Key> ORDER =
        Comparator.comparing(Key::kind).thenComparing(Key::reason).thenComparing(Key::partition);

    @Override
    public int compareTo(Key other) {
      return ORDER.compare(this, other);
    }
  }

  /** A group of one record. */
  static RecordGroup of(Key key, Instant appended, boolean replayed) {
    return new RecordGroup(key, 1, replayed ? 1 : 0, appended, appended);
  }

  public String kind() {
    return key.kind();
  }

  public String reason() {
    return key.reason();
  }

  public int partition() {
    return key.partition();
  }

  RecordGroup and(RecordGroup other) {
    return new RecordGroup(
        key,
        count + other.count,
        replayed + other.replayed,
        oldest.isBefore(other.oldest) ? oldest : other.oldest,
        newest.isAfter(other.newest) ? newest : other.newest);
  }
}
