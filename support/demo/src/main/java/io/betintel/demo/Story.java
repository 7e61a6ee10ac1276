package io.betintel.demo;

import io.betintel.ev.codec.Topics;

/** What is done on an installation that is up and empty. */
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
