package io.betintel.ev.parking;

/**
 * What of one bet type waits in one partition of {@code odds.parked}; a row of {@code
 * parked_positions}.
 *
 * @param next of the type's records, everything before this offset has been dealt with
 * @param waiting records from there up to the partition's tail
 * @param returned sent to the hop so far
 * @param over given up since their events were over
 * @param broken moved to the dead letters since they could no longer be read
 * @param purged given up by a person
 * @param expired deleted by the topic's retention while they waited
 */
record WaitingType(
    long next, long waiting, long returned, long over, long broken, long purged, long expired) {
  static final WaitingType NONE = new WaitingType(0, 0, 0, 0, 0, 0, 0);

  /** One more is found at the tail. */
  WaitingType found(long offset) {
    long first = waiting == 0 ? offset : next;
    return new WaitingType(first, waiting + 1, returned, over, broken, purged, expired);
  }

  /**
   * The record at the offset is dealt with.
   *
   * @param counted whether it was one of {@link #waiting}
   */
  WaitingType dealtWith(long offset, boolean counted, Ending ending) {
    return new WaitingType(
        offset + 1,
        counted ? Math.max(0, waiting - 1) : waiting,
        returned + (ending == Ending.RETURNED ? 1 : 0),
        over + (ending == Ending.OVER ? 1 : 0),
        broken + (ending == Ending.BROKEN ? 1 : 0),
        purged,
        expired);
  }

  /** So many of those that waited are still there, the first at the offset. */
  WaitingType remaining(long offset, long count) {
    long gone = Math.max(0, waiting - count);
    return new WaitingType(offset, count, returned, over, broken, purged, expired + gone);
  }

  /** None waits any more: a person gave them up. */
  WaitingType purgedUpTo(long offset) {
    return new WaitingType(offset, 0, returned, over, broken, purged + waiting, expired);
  }

  /** All that is kept waits again. */
  WaitingType again(long offset, long count) {
    return new WaitingType(offset, count, returned, over, broken, purged, expired);
  }

  /** How a parked record is dealt with. */
  enum Ending {
    RETURNED,
    OVER,
    BROKEN
  }
}
