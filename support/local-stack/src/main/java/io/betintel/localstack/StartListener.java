package io.betintel.localstack;

import java.time.Duration;

/** Receives the progress of a start; called from several threads. */
interface StartListener {
  StartListener SILENT =
      new StartListener() {
        @Override
        public void swept(RecordedProcess leftover) {}

        @Override
        public void up(Server server, Duration took) {}
      };

  /** A process that a killed run left behind has been killed. */
  void swept(RecordedProcess leftover);

  void up(Server server, Duration took);
}
