package io.betintel.ev.simulation;

/** What can happen where a worker reaches a server. */
enum Mishap {
  /** The server does not do it, and the caller gets an error. */
  FAIL_BEFORE,
  /** The server has done it, and the caller gets an error: the answer is lost. */
  FAIL_AFTER,
  CRASH_BEFORE,
  CRASH_AFTER,
  /** The worker stands still before it, and others act meanwhile. */
  STALL_BEFORE,
  STALL_AFTER;

  static Mishap of(int number) {
    Mishap[] all = values();
    return all[Math.floorMod(number, all.length)];
  }
}
