package io.betintel.bench.system;

import java.io.IOException;

/** Something that turns odds events into lines, as a process of its own. */
public interface Program {
  /** As tables name it. */
  String name();

  /** Starts it; it answers {@code /metrics} on the run's port soon. */
  Process start(Run run) throws IOException;
}
