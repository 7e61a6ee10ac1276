package io.betintel.demo;

import io.betintel.ev.status.Answer;
import io.betintel.ev.status.StatusReader;
import io.betintel.ev.status.WorkerCounters;

/**
 * What the feed and the worker have counted at one moment. The feed pauses for it until what was
 * consumed has ended; else some records would always be on the way, and few lines would add up.
 *
 * @param worker its one scrape
 * @param settled whether every record that was consumed had ended
 */
record Moment(LiveFeed.Progress feed, Answer<WorkerCounters> worker, boolean settled) {
  private static final int MOST_LOOKS = 20;
  private static final int PAUSE_MS = 25;

  /** Takes half a second at most: another producer need not pause. */
  static Moment of(LiveFeed feed, StatusReader reader) throws InterruptedException {
    return feed.paused(
        progress -> {
          Moment last = look(progress, reader);
          for (int looks = 1; !last.settled() && looks < MOST_LOOKS; looks++) {
            Thread.sleep(PAUSE_MS);
            last = look(progress, reader);
          }
          return last;
        });
  }

  private static Moment look(LiveFeed.Progress progress, StatusReader reader) {
    Answer<WorkerCounters> worker = reader.worker();
    boolean settled = worker.up() && worker.value().consumed() == worker.value().ended();
    return new Moment(progress, worker, settled);
  }
}
