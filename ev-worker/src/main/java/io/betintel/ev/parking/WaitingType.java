package io.betintel.ev.parking;

/**
 * The waiting records of one bet type in one partition of {@code odds.parked}: a row of {@code
 * parked_positions}.
 *
 * @param next all records of the type before this offset were dealt with
 * @param waiting how many records wait from there up to the partition's tail
 * @param ended how many no longer wait, since the topic's beginning
 */
record WaitingType(long next, long waiting, Ended ended) {
  static final WaitingType NONE = new WaitingType(0, 0, new Ended(0, 0, 0, 0, 0));

  /** One more record is found at the tail. */
  WaitingType found(long offset) {
    return new WaitingType(waiting == 0 ? offset : next, waiting + 1, ended);
  }

  /**
   * The record at the offset is dealt with.
   *
   * @param counted whether it was one of {@link #waiting}
   */
  WaitingType dealtWith(long offset, boolean counted, Ending ending) {
    return new WaitingType(
        offset + 1, counted ? Math.max(0, waiting - 1) : waiting, ended.and(ending));
  }

  /** Only this many of the waiting records still exist, the first at the offset. */
  WaitingType remaining(long offset, long count) {
    return new WaitingType(offset, count, ended.andExpired(Math.max(0, waiting - count)));
  }

  /** A person gave up all waiting records. */
  WaitingType purgedUpTo(long offset) {
    return new WaitingType(offset, 0, ended.andPurged(waiting));
  }

  /** All kept records wait again. */
  WaitingType again(long offset, long count) {
    return new WaitingType(offset, count, ended);
  }

  /** How a parked record ends that is dealt with. */
  enum Ending {
    RETURNED,
    OVER,
    BROKEN
  }

  /**
   * How the records ended that no longer wait.
   *
   * @param returned how many were sent to the hop
   * @param over how many were given up because their events were over
   * @param broken how many became dead letters because they could no longer be decoded
   * @param purged how many a person gave up
   * @param expired how many the topic's retention deleted while they waited
   */
  record Ended(long returned, long over, long broken, long purged, long expired) {

    Ended and(Ending ending) {
      return new Ended(
          returned + (ending == Ending.RETURNED ? 1 : 0),
          over + (ending == Ending.OVER ? 1 : 0),
          broken + (ending == Ending.BROKEN ? 1 : 0),
          purged,
          expired);
    }

    Ended andPurged(long count) {
      return new Ended(returned, over, broken, purged + count, expired);
    }

    Ended andExpired(long count) {
      return new Ended(returned, over, broken, purged, expired + count);
    }
  }
}
