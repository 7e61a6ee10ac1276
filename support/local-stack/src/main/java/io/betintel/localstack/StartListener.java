package io.betintel.localstack;

import java.time.Duration;

/** What a start tells while it is under way; called from several threads. */
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
