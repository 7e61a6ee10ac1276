package io.betintel.ev.feed;

import io.betintel.ev.odds.MarketSnapshot;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** Drives a live source: asks it at an interval and sends what is new. For one thread. */
public final class FeedPoll {
  private final PolledFeed feed;
  private final OddsEventProducer producer;
  private final PollState state;
  private final MissingQuotes missing;
  private final Clock clock;
  private final Clock steady;

  /**
   * What one poll did.
   *
   * @param summary what was sent and what could not be used
   * @param unchanged quotes that were sent before
   * @param end why another poll is pointless; null if it is not
   */
  public record Result(ImportSummary summary, int unchanged, String end) {}

  /**
   * @param clock says what time it is
   * @param steady goes on with the time that passes, whatever the clock is set to
   */
  public FeedPoll(
      PolledFeed feed,
      OddsEventProducer producer,
      PollState state,
      MissingQuotes missing,
      Clock clock,
      Clock steady) {
    this.steady = steady;
    this.feed = feed;
    this.producer = producer;
    this.state = state;
    this.missing = missing;
    this.clock = clock;
  }

  /**
   * Polls at an interval until the stop is requested or another poll is pointless.
   *
   * @param interval from the start of one poll to the start of the next
   * @param report receives the result of every poll
   * @return why another poll is pointless; empty if the stop was requested
   */
  public Optional<String> run(Duration interval, PollStop stop, Consumer<Result> report)
      throws IOException {
    try {
      while (!stop.isRequested()) {
        Instant due = steady.instant().plus(interval);
        Result result = poll();
        report.accept(result);
        if (result.end() != null) {
          return Optional.of(result.end());
        }
        Duration early = Duration.between(steady.instant(), due);
        stop.sleep(early.isNegative() ? Duration.ZERO : early);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return Optional.empty();
  }

  /**
   * Asks once and sends what is new, and a suspension of what the source no longer quotes.
   *
   * @throws FeedSendException if Kafka does not take a record; the next poll sends it again
   * @throws InterruptedException if the stop was requested: nothing of this poll is sent
   * @throws IOException if the state cannot be written; everything was sent
   */
  public Result poll() throws InterruptedException, IOException {
    PolledFeed.Answer answer = feed.ask();
    ImportSummary summary = new ImportSummary();
    answer.problems().forEach(summary::add);
    PollQuotes quotes = new PollQuotes();
    quotes.add(answer.snapshots());
    int unchanged = send(quotes.all(), answer, summary);
    return new Result(summary, unchanged, answer.end());
  }

  private int send(List<MarketSnapshot> snapshots, PolledFeed.Answer answer, ImportSummary summary)
      throws IOException {
    SendCounts counts = new SendCounts();
    Map<MarketSnapshot, Instant> sent = new LinkedHashMap<>();
    int unchanged = 0;
    for (MarketSnapshot snapshot : snapshots) {
      if (state.isNew(snapshot)) {
        send(state.toSend(snapshot), snapshot.lastUpdate(), sent, counts);
      } else {
        unchanged++;
        counts.leaveOut(snapshot, "unchanged since an earlier poll");
      }
    }
    Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
    for (MarketSnapshot gone : missing.in(answer, state, now)) {
      send(gone, state.sent(QuoteKey.of(gone)).stated(), sent, counts);
    }
    producer.flush();
    sent.forEach(
        (snapshot, stated) ->
            state.remember(
                snapshot, stated, answer.coverage(snapshot.event(), snapshot.betType())));
    state.save(now);
    int usable = snapshots.stream().mapToInt(each -> each.outcomes().size()).sum();
    int lost = answer.problems().stream().mapToInt(FeedProblem::prices).sum();
    summary.add(
        counts.summary(
            "poll of " + now.truncatedTo(ChronoUnit.SECONDS),
            answer.empty(),
            usable + lost,
            lost,
            List.of()));
    return unchanged;
  }

  /**
   * @param stated the source's own last update
   */
  private void send(
      MarketSnapshot snapshot,
      Instant stated,
      Map<MarketSnapshot, Instant> sent,
      SendCounts counts) {
    boolean known = producer.send(snapshot);
    counts.count(snapshot, known);
    if (known) {
      sent.put(snapshot, stated);
    }
  }
}
