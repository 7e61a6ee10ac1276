package io.betintel.ev.catalogue;

import io.betintel.ev.ops.Check;

/**
 * The newest catalogue that a worker has read, and what keeps it from reading a newer one. One
 * thread reads; any thread asks. The catalogue and its flags change together, so that no reader
 * sees the flags of one version and the rows of another one after it.
 */
final class CurrentCatalogue {
  private volatile State state = new State(null, null, "not read yet");

  /**
   * @param catalogue null before the first; so are its flags
   * @param trouble null if the last look went well
   */
  private record State(Catalogue catalogue, Flags flags, String trouble) {}

  /** A newer catalogue was read; it does not end the trouble. */
  void read(Catalogue catalogue) {
    state = new State(catalogue, catalogue.flags(), state.trouble);
  }

  /** The last look went well; returns whether the one before it did not. */
  boolean good() {
    State before = state;
    state = new State(before.catalogue, before.flags, null);
    return before.trouble != null;
  }

  /** The last look failed; returns whether the reason is a new one. */
  boolean bad(String reason) {
    State before = state;
    state = new State(before.catalogue, before.flags, reason);
    return !reason.equals(before.trouble);
  }

  /** Whether a catalogue was read, and the last look went well. */
  boolean isGood() {
    State now = state;
    return now.catalogue != null && now.trouble == null;
  }

  /** Null before the first. */
  Catalogue catalogue() {
    return state.catalogue;
  }

  /** Null before the first. */
  Flags flags() {
    return state.flags;
  }

  /**
   * @param part its name in health
   */
  Check check(String part) {
    State now = state;
    if (now.trouble == null) {
      return Check.up(part, "version " + now.catalogue.version());
    }
    return Check.waiting(
        part,
        now.catalogue == null
            ? now.trouble
            : "keeping version " + now.catalogue.version() + " since " + now.trouble);
  }
}
