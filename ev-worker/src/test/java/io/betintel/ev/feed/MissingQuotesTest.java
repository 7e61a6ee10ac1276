package io.betintel.ev.feed;

import static org.assertj.core.api.Assertions.assertThat;

import io.betintel.ev.odds.BetType;
import io.betintel.ev.odds.Bookmaker;
import io.betintel.ev.odds.MarketSnapshot;
import io.betintel.ev.odds.Outcome;
import io.betintel.ev.odds.SportingEvent;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** When what an answer lacks is suspended, and when the answer says nothing about it. */
final class MissingQuotesTest {
  private static final Instant START = Instant.parse("2024-03-21T23:00:00Z");
  private static final Instant QUOTED = Instant.parse("2024-03-21T14:10:00Z");
  private static final Coverage NHL =
      new Coverage("us", "icehockey_nhl", Set.of("h2h", "totals"), Set.of());

  private final MissingQuotes missing = new MissingQuotes(2, Duration.ofSeconds(30));

  @TempDir private Path directory;

  @Test
  void isSuspendedAfterEnoughAnswersAndEnoughTime() {
    PollState state = having(NHL);

    assertThat(lacks(state, 10, NHL)).isEmpty();
    assertThat(lacks(state, 20, NHL)).isEmpty();
    assertThat(lacks(state, 39, NHL)).as("29 seconds after the first").isEmpty();
    assertThat(lacks(state, 40, NHL)).hasSize(1).allMatch(MarketSnapshot::isSuspension);
  }

  @Test
  void answersFarApartNeedTheirNumber() {
    PollState state = having(NHL);

    assertThat(lacks(state, 3600, NHL)).as("one answer").isEmpty();
    assertThat(lacks(state, 7200, NHL)).hasSize(1);
  }

  @Test
  void answerThatIsNotWholeNeitherCountsNorBegins() {
    PollState state = having(NHL);

    for (int second = 10; second < 100; second += 10) {
      assertThat(lacks(state, second)).isEmpty();
    }
    assertThat(lacks(state, 100, NHL)).isEmpty();
    assertThat(lacks(state, 110)).isEmpty();
    assertThat(lacks(state, 130, NHL)).hasSize(1);
  }

  @Test
  void anotherQuestionSaysNothing() {
    PollState state = having(NHL);
    Coverage otherRegions = new Coverage("eu", "icehockey_nhl", Set.of("h2h"), Set.of());
    Coverage otherSport = new Coverage("us", "icehockey_sweden", Set.of("h2h"), Set.of());
    Coverage otherMarkets = new Coverage("us", "icehockey_nhl", Set.of("totals"), Set.of());
    Coverage otherEvents = new Coverage("us", "icehockey_nhl", Set.of("h2h"), Set.of("e1"));

    for (Coverage part : List.of(otherRegions, otherSport, otherMarkets, otherEvents)) {
      assertThat(lacks(state, 10, part)).isEmpty();
      assertThat(lacks(state, 3600, part)).as(part.toString()).isEmpty();
    }
  }

  @Test
  void whatMayBeAmongTheProblemsIsNotMissing() {
    for (FeedProblem problem :
        List.of(
            new FeedProblem("f", "e1", "fanduel", "h2h", FeedProblem.Kind.LAST_UPDATE, "none"),
            new FeedProblem("f", "e1", "fanduel", null, FeedProblem.Kind.MARKET, "no key"),
            new FeedProblem("f", "e1", "Fan Duel", null, FeedProblem.Kind.BOOKMAKER, "its key"),
            new FeedProblem("f", "e1", null, null, FeedProblem.Kind.EVENT, "its time"),
            new FeedProblem("f", null, null, null, FeedProblem.Kind.EVENT, "its id"))) {
      PollState state = having(NHL);
      PolledFeed.Answer answer =
          new PolledFeed.Answer(List.of(), List.of(problem), 0, List.of(NHL), null);

      missing.in(answer, state, QUOTED.plusSeconds(60));

      assertThat(missing.in(answer, state, QUOTED.plusSeconds(120)))
          .as(problem.toString())
          .isEmpty();
    }
    PollState state = having(NHL);
    PolledFeed.Answer elsewhere =
        new PolledFeed.Answer(
            List.of(),
            List.of(
                new FeedProblem("f", "e1", "betmgm", "h2h", FeedProblem.Kind.PRICE, "1.0"),
                new FeedProblem("f", "e2", "Fan Duel", null, FeedProblem.Kind.BOOKMAKER, "key")),
            0,
            List.of(NHL),
            null);
    missing.in(elsewhere, state, QUOTED.plusSeconds(60));
    assertThat(missing.in(elsewhere, state, QUOTED.plusSeconds(120))).hasSize(1);
  }

  @Test
  void restartGoesOnCounting() throws Exception {
    Path file = directory.resolve("state.json");
    PollState before = PollState.load(file);
    before.remember(quote(), QUOTED, Optional.of(NHL));
    assertThat(lacks(before, 10, NHL)).isEmpty();
    before.save(QUOTED);

    PollState after = PollState.load(file);
    List<MarketSnapshot> gone = lacks(after, 40, NHL);

    assertThat(gone)
        .singleElement()
        .satisfies(
            suspension -> {
              assertThat(suspension.event()).isEqualTo(quote().event());
              assertThat(suspension.betType()).isEqualTo(quote().betType());
              assertThat(suspension.bookmaker()).isEqualTo(quote().bookmaker());
            });
    gone.forEach(suspension -> after.remember(suspension, QUOTED, Optional.of(NHL)));
    after.save(QUOTED);
    assertThat(lacks(PollState.load(file), 7200, NHL)).as("once").isEmpty();
  }

  private static PollState having(Coverage part) {
    PollState state = PollState.inMemory();
    state.remember(quote(), QUOTED, Optional.of(part));
    return state;
  }

  /** An answer without any quote, whole as far as the parts go. */
  private List<MarketSnapshot> lacks(PollState state, int second, Coverage... whole) {
    return missing.in(
        new PolledFeed.Answer(List.of(), List.of(), 0, List.of(whole), null),
        state,
        QUOTED.plusSeconds(second));
  }

  private static MarketSnapshot quote() {
    return new MarketSnapshot(
        new SportingEvent("e1", "icehockey_nhl", START, "A", null),
        new BetType("h2h"),
        new Bookmaker("fanduel"),
        List.of(Outcome.of("A", null, null, 1.9)),
        QUOTED,
        QUOTED,
        null);
  }
}
