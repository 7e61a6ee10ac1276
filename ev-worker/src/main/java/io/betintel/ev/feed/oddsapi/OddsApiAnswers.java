package io.betintel.ev.feed.oddsapi;

import io.betintel.ev.feed.Coverage;
import io.betintel.ev.feed.FeedFile;
import io.betintel.ev.feed.FeedFileException;
import io.betintel.ev.feed.FeedProblem;
import io.betintel.ev.feed.PolledFeed;
import io.betintel.ev.odds.MarketSnapshot;
import io.betintel.ev.odds.OddsFormat;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;

/** Collects the answers to one poll's questions. For one thread. */
final class OddsApiAnswers {
  private final OddsFormat format;
  private final Clock clock;
  private final List<MarketSnapshot> snapshots = new ArrayList<>();
  private final List<FeedProblem> problems = new ArrayList<>();
  private final List<Coverage> covered = new ArrayList<>();
  private int empty;

  OddsApiAnswers(OddsFormat format, Clock clock) {
    this.format = format;
    this.clock = clock;
  }

  /**
   * Reads an answer that has just arrived.
   *
   * @return whether it could be read to its end
   */
  boolean add(OddsApiRequest request, byte[] body) {
    Instant observedAt = clock.instant().truncatedTo(ChronoUnit.MILLIS);
    try {
      FeedFile file = new TheOddsApiReader(format, observedAt).read(request.toString(), body);
      problems.addAll(file.problems());
      snapshots.addAll(file.snapshots());
      empty += file.empty();
      return file.problems().stream().noneMatch(each -> each.kind() == FeedProblem.Kind.FILE);
    } catch (FeedFileException e) {
      problem(request, e.getMessage());
      return false;
    }
  }

  void covered(Coverage part) {
    covered.add(part);
  }

  void problem(OddsApiRequest request, String detail) {
    problems.add(FeedProblem.ofFile(request.toString(), detail));
  }

  /** The message names the question. */
  void unanswered(OddsApiException failure) {
    problems.add(FeedProblem.ofFile(null, failure.getMessage()));
  }

  PolledFeed.Answer whole() {
    return new PolledFeed.Answer(snapshots, problems, empty, covered, null);
  }

  /** What was answered before counts. */
  PolledFeed.Answer endedBy(OddsApiException last) {
    return new PolledFeed.Answer(snapshots, problems, empty, covered, last.getMessage());
  }
}
