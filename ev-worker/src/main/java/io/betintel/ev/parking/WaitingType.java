package io.betintel.ev.parking;

/**
 * The waiting records of one bet type in one partition of {@code odds.parked}: a row of {@code
 * parked_positions}.
 *
 * @param next all records of the type before this offset were dealt with
 * @param waiting how many records wait from there up to the partition's tail
 * @param returned how many were sent to the hop so far
 * @param over how many were given up because their events were over
 * @param broken how many became dead letters because they could no longer be decoded
 * @param purged how many a person gave up
 * @param expired how many the topic's retention deleted while they waited
 */
record WaitingType(
    long next, long waiting, long returned, long over, long broken, long purged, long expired) {
  static final WaitingType NONE = new WaitingType(0, 0, 0, 0, 0, 0, 0);

  /** One more record is found at the tail. */
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

  /** Only this many of the waiting records still exist, the first at the offset. */
  WaitingType remaining(long offset, long count) {
    long gone = Math.max(0, waiting - count);
    return new WaitingType(offset, count, returned, over, broken, purged, expired + gone);
  }

  /** A person gave up all waiting records. */
  WaitingType purgedUpTo(long offset) {
    return new WaitingType(offset, 0, returned, over, broken, purged + waiting, expired);
  }

  /** All kept records wait again. */
  WaitingType again(long offset, long count) {
    return new WaitingType(offset, count, returned, over, broken, purged, expired);
  }

  /** How a parked record ends. */
  enum Ending {
    RETURNED,
    OVER,
    BROKEN
  }
}
