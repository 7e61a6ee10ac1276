package io.betintel.ev.feed;

import io.betintel.ev.odds.BetType;
import io.betintel.ev.odds.MarketSnapshot;
import io.betintel.ev.odds.SportingEvent;
import java.util.List;
import java.util.Optional;

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
   * @param covered what the source answered wholly; empty if the feed cannot tell: then a market
   *     that vanishes turns stale by itself
   * @param end why asking again is pointless until a person acts; null if it is not
   */
  record Answer(
      List<MarketSnapshot> snapshots,
      List<FeedProblem> problems,
      int empty,
      List<Coverage> covered,
      String end) {
    public Answer {
      covered = List.copyOf(covered);
      snapshots = List.copyOf(snapshots);
      problems = List.copyOf(problems);
    }

    /** The part of the source that has the market; empty if it was not answered wholly. */
    Optional<Coverage> coverage(SportingEvent event, BetType betType) {
      return covered.stream().filter(part -> part.has(event, betType)).findFirst();
    }
  }
}
