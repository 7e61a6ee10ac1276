package io.betintel.ev.feed;

import io.betintel.ev.odds.MarketSnapshot;
import java.util.List;

/**
 * A live source of odds: how to ask it once. {@link FeedPoll} does the rest for any of them: when
 * to ask, what is new, sending, remembering. For one thread.
 */
public interface PolledFeed {

  /**
   * Asks for everything once. A question that gets no usable answer is a {@link
   * FeedProblem.Kind#FILE} problem; the answers to the others count.
   *
   * @throws InterruptedException if the poll is to stop: nothing of this answer is sent
   */
  Answer ask() throws InterruptedException;

  /**
   * What the source says now.
   *
   * @param snapshots in any order; of a market that a bookmaker has twice, the later {@code
   *     last_update} counts
   * @param problems what cannot be used
   * @param empty bookmakers and events without a market
   * @param end why asking again is pointless until a person acts; null if it is not
   */
  record Answer(List<MarketSnapshot> snapshots, List<FeedProblem> problems, int empty, String end) {
    public Answer {
      snapshots = List.copyOf(snapshots);
      problems = List.copyOf(problems);
    }
  }
}
