package io.betintel.ev.feed;

import com.fasterxml.jackson.databind.JsonNode;
import io.betintel.ev.feed.ImportSummary.FileSummary;
import io.betintel.ev.odds.BetType;
import io.betintel.ev.odds.MarketSnapshot;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;

/** The Odds API, live, to odds events. For one thread. */
public final class FeedPoll {
  /** What {@code /odds} has for every event; all other markets are asked for event by event. */
  private static final Set<String> FEATURED =
      Set.of("h2h", "h2h_lay", "spreads", "totals", "outrights", "outrights_lay");

  private final Options options;
  private final OddsApiClient client;
  private final OddsEventProducer producer;
  private final PollState state;
  private final Clock clock;

  /** What is asked for; the lists are in the API's words and not empty. */
  public record Options(
      List<String> sports, List<String> regions, List<String> markets, OddsFormat format) {
    public Options {
      sports = List.copyOf(sports);
      regions = List.copyOf(regions);
      markets = List.copyOf(markets);
    }
  }

  /**
   * What one poll did.
   *
   * @param summary what was sent and what could not be used
   * @param unchanged quotes that were sent before
   * @param end why no other poll makes sense; null if one does
   */
  public record Result(ImportSummary summary, int unchanged, String end) {}

  public FeedPoll(
      Options options,
      OddsApiClient client,
      OddsEventProducer producer,
      PollState state,
      Clock clock) {
    this.options = options;
    this.client = client;
    this.producer = producer;
    this.state = state;
    this.clock = clock;
  }

  /** A client that waits as the stop allows, with its own randomness. */
  public static OddsApiClient client(
      OddsApiConfig config,
      Duration timeout,
      OddsApiQuota quota,
      PollStop stop,
      Consumer<String> progress) {
    return new OddsApiClient(
        config,
        timeout,
        quota,
        new Backoff(RandomGenerator.getDefault()),
        stop::sleep,
        stop,
        progress);
  }

  /**
   * Polls at an interval until the stop is requested, or no other poll makes sense.
   *
   * @param interval from the start of one poll to that of the next
   * @param report told of every poll
   * @return why it ended; null if it was told to
   */
  public String run(Duration interval, PollStop stop, Consumer<Result> report) throws IOException {
    try {
      while (!stop.isRequested()) {
        Instant due = clock.instant().plus(interval);
        Result result = poll();
        report.accept(result);
        if (result.end() != null) {
          return result.end();
        }
        Duration early = Duration.between(clock.instant(), due);
        stop.sleep(early.isNegative() ? Duration.ZERO : early);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return null;
  }

  /**
   * Asks everything once, and sends what is new. What a question does not get is a problem of kind
   * {@link FeedProblem.Kind#FILE}; the answers to the others are sent.
   *
   * @throws FeedSendException if Kafka does not take a record; it is sent again by the next poll
   * @throws InterruptedException if the stop was requested: nothing of this poll is sent
   * @throws IOException if the state cannot be written; everything was sent
   */
  public Result poll() throws InterruptedException, IOException {
    ImportSummary summary = new ImportSummary();
    PollQuotes quotes = new PollQuotes();
    Counter counter = new Counter();
    String end = null;
    try {
      for (String sport : options.sports()) {
        ask(sport, summary, quotes, counter);
      }
    } catch (OddsApiException e) {
      end = e.getMessage();
    }
    int unchanged = send(quotes, summary, counter);
    return new Result(summary, unchanged, end);
  }

  private void ask(String sport, ImportSummary summary, PollQuotes quotes, Counter counter)
      throws OddsApiException, InterruptedException {
    List<String> featured = options.markets().stream().filter(FEATURED::contains).toList();
    List<String> others = options.markets().stream().filter(m -> !FEATURED.contains(m)).toList();
    if (!featured.isEmpty()) {
      for (String region : options.regions()) {
        read(
            OddsApiRequest.odds(sport, region, featured, options.format()),
            summary,
            quotes,
            counter);
      }
    }
    if (!others.isEmpty()) {
      for (String event : events(sport, summary)) {
        for (String region : options.regions()) {
          read(
              OddsApiRequest.eventOdds(sport, event, region, others, options.format()),
              summary,
              quotes,
              counter);
        }
      }
    }
  }

  private List<String> events(String sport, ImportSummary summary)
      throws OddsApiException, InterruptedException {
    OddsApiRequest request = OddsApiRequest.events(sport);
    List<String> ids = new ArrayList<>();
    byte[] body = body(request, summary);
    if (body != null) {
      try {
        TheOddsApiPayload payload = TheOddsApiPayload.parse(body);
        for (JsonNode event : payload.events()) {
          ids.add(event.path("id").asText());
        }
        if (payload.brokenOff() != null) {
          problem(summary, request, payload.brokenOff());
        }
      } catch (FeedFileException e) {
        problem(summary, request, e.getMessage());
      }
    }
    return ids;
  }

  private void read(
      OddsApiRequest request, ImportSummary summary, PollQuotes quotes, Counter counter)
      throws OddsApiException, InterruptedException {
    byte[] body = body(request, summary);
    if (body == null) {
      return;
    }
    Instant observedAt = clock.instant().truncatedTo(ChronoUnit.MILLIS);
    try {
      FeedFile file =
          new TheOddsApiReader(options.format(), observedAt).read(request.toString(), body);
      file.problems().forEach(summary::add);
      quotes.add(file.snapshots());
      counter.empty += file.empty();
    } catch (FeedFileException e) {
      problem(summary, request, e.getMessage());
    }
  }

  /** Null if there is none, which is a problem by then. */
  private byte[] body(OddsApiRequest request, ImportSummary summary)
      throws OddsApiException, InterruptedException {
    try {
      return client.get(request);
    } catch (OddsApiException e) {
      if (e.isLast()) {
        throw e;
      }
      summary.add(new FeedProblem(null, null, null, null, FeedProblem.Kind.FILE, e.getMessage()));
      return null;
    }
  }

  private int send(PollQuotes quotes, ImportSummary summary, Counter counter) throws IOException {
    SortedMap<BetType, Integer> produced = new TreeMap<>();
    SortedMap<BetType, Integer> notInRegistry = new TreeMap<>();
    List<MarketSnapshot> sent = new ArrayList<>();
    int unchanged = 0;
    for (MarketSnapshot snapshot : quotes.all()) {
      if (!state.isNew(snapshot)) {
        unchanged++;
      } else if (producer.send(snapshot)) {
        produced.merge(snapshot.betType(), 1, Integer::sum);
        sent.add(snapshot);
      } else {
        notInRegistry.merge(snapshot.betType(), 1, Integer::sum);
      }
    }
    producer.flush();
    sent.forEach(state::remember);
    state.save(clock.instant());
    summary.add(
        new FileSummary(
            "poll of " + clock.instant().truncatedTo(ChronoUnit.SECONDS),
            produced,
            notInRegistry,
            counter.empty));
    return unchanged;
  }

  private static void problem(ImportSummary summary, OddsApiRequest request, String detail) {
    summary.add(
        new FeedProblem(request.toString(), null, null, null, FeedProblem.Kind.FILE, detail));
  }

  /** Bookmakers and events without a market, over one poll. */
  private static final class Counter {
    private int empty;
  }
}
