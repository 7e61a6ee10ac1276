package io.betintel.ev.sink;

import java.time.Duration;

/**
 * What a sink counts. The balance: records read and decided = lines written + lines unchanged +
 * records reduced + lines refused.
 */
public interface SinkMetrics {

  /**
   * A batch was written and its positions advanced.
   *
   * @param read records of the batch that are decided
   * @param written lines that were newer than the store's
   * @param unchanged lines that the store already had in this or a newer version, lines of a bet
   *     type that is off, and lines that it keeps until it can hold them
   * @param reduced tombstones, and records whose line has a newer record in the batch
   */
  void wrote(int read, int written, int unchanged, int reduced, Duration took);

  /** A record cannot be stored and was set aside. */
  void refused(RefusedRecord.Reason reason);

  /** A line was stored this long after it was appended to the topic. */
  void stored(Duration sinceAppended);

  /**
   * @param records read and not decided yet: their schema is looked up
   */
  void held(long records);

  /**
   * @param lines that the store keeps until it can hold them
   */
  void kept(long lines);

  /** A turn ended without progress. */
  void failed(SinkException.Kind kind);

  /**
   * @param records committed records that are not written yet
   * @param behind the age of the newest written record while others wait; zero otherwise
   */
  void lag(long records, Duration behind);

  /** The store or Kafka gives no answer: what was reported last may be wrong by now. */
  void lagIsUnknown();
}
