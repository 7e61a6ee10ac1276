package io.betintel.ev.consume;

import io.betintel.ev.ops.Check;

/** What a polling thread does, turn by turn. */
public interface PollLoop {

  /** Deals with at most one batch, and returns after a fraction of a second if nothing has come. */
  void turn() throws InterruptedException;

  /** How it is now; any thread may ask. */
  Check check();
}
