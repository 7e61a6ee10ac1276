package io.betintel.demo;

import io.betintel.ev.codec.Topics;

/** Something that the demo does on a new installation. */
interface Story {

  /** The topics that it needs: the live ones, or a replay's. */
  Topics topics();

  /**
   * Returns when it is over.
   *
   * @return the exit code
   */
  int tell(DemoRun run) throws Exception;
}
