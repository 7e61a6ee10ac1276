package io.betintel.ev.feed;

import io.betintel.ev.odds.MarketSnapshot;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Notices what was sent and the source no longer quotes: a source without a word for suspended
 * leaves the bookmaker or the market out. One answer without them may be the source's fault, so
 * several in a row must lack them, for some time.
 *
 * @param answers how many whole answers in a row, at least 1
 * @param time from the first of them to the last
 */
public record MissingQuotes(int answers, Duration time) {
  /** Two answers in a row, over half a minute. */
  public static final MissingQuotes DEFAULT = new MissingQuotes(2, Duration.ofSeconds(30));

  /**
   * @throws IllegalArgumentException if no answer is needed, or the time is negative
   */
  public MissingQuotes {
    if (answers < 1 || time.isNegative()) {
      throw new IllegalArgumentException(
          answers + " answers over " + time + ": at least 1 and no negative time are needed");
    }
  }

  /** Counts what the answer has and lacks, and returns the suspensions to send. */
  List<MarketSnapshot> in(PolledFeed.Answer answer, PollState state, Instant now) {
    Set<QuoteKey> quoted =
        answer.snapshots().stream().map(QuoteKey::of).collect(Collectors.toSet());
    List<MarketSnapshot> gone = new ArrayList<>();
    for (QuoteKey key : state.expected()) {
      SentQuote sent = state.sent(key);
      Optional<Coverage> whole = answer.coverage(sent.event(), key.market().betType());
      if (whole.isEmpty()) {
        continue; // the answer says nothing about it
      }
      String asked = whole.get().asked();
      if (quoted.contains(key)) {
        state.replace(key, sent.present(asked));
      } else if (asked.equals(sent.asked()) && !isUnreadable(key, answer)) {
        SentQuote missing = sent.missingAgain(now);
        state.replace(key, missing);
        if (missing.missing() >= answers && !missing.missingSince().plus(time).isAfter(now)) {
          gone.add(missing.suspension(key, now));
        }
      }
    }
    return gone;
  }

  /** Whether a problem of the answer may be what would have been its quote. */
  private static boolean isUnreadable(QuoteKey key, PolledFeed.Answer answer) {
    return answer.problems().stream().anyMatch(problem -> mayBe(key, problem));
  }

  private static boolean mayBe(QuoteKey key, FeedProblem problem) {
    return switch (problem.kind()) {
      case FILE, RESULT, UNQUOTED -> false; // what is not whole is not covered
      case EVENT -> isOrUnknown(problem.event(), key.market().eventId());
      case BOOKMAKER ->
          isOrUnknown(problem.event(), key.market().eventId()); // whose, is what it does not say
      case PRICE, OUTCOME, LINE, HALF_QUOTED, CONTRADICTION, LAST_UPDATE, MARKET ->
          isOrUnknown(problem.event(), key.market().eventId())
              && isOrUnknown(problem.bookmaker(), key.bookmaker().key())
              && isOrUnknown(problem.market(), key.market().betType().symbol());
    };
  }

  private static boolean isOrUnknown(String given, String mine) {
    return given == null || given.equals(mine);
  }
}
