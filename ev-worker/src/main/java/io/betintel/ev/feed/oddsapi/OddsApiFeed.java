package io.betintel.ev.feed.oddsapi;

import com.fasterxml.jackson.databind.JsonNode;
import io.betintel.ev.feed.Coverage;
import io.betintel.ev.feed.FeedFileException;
import io.betintel.ev.feed.PollStop;
import io.betintel.ev.feed.PolledFeed;
import io.betintel.ev.odds.OddsFormat;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;

/** The Odds API, live. For one thread. */
public final class OddsApiFeed implements PolledFeed {
  /** What {@code /odds} has for every event; all other markets are asked for event by event. */
  private static final Set<String> FEATURED =
      Set.of("h2h", "h2h_lay", "spreads", "totals", "outrights", "outrights_lay");

  private final Options options;
  private final OddsApiClient client;
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

  public OddsApiFeed(Options options, OddsApiClient client, Clock clock) {
    this.options = options;
    this.client = client;
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

  @Override
  public Answer ask() throws InterruptedException {
    OddsApiAnswers answers = new OddsApiAnswers(options.format(), clock);
    try {
      for (String sport : options.sports()) {
        ask(sport, answers);
      }
      return answers.whole();
    } catch (OddsApiException e) {
      return answers.endedBy(e);
    }
  }

  private void ask(String sport, OddsApiAnswers answers)
      throws OddsApiException, InterruptedException {
    List<String> featured = options.markets().stream().filter(FEATURED::contains).toList();
    List<String> others = options.markets().stream().filter(m -> !FEATURED.contains(m)).toList();
    if (!featured.isEmpty()) {
      boolean whole = true;
      for (String region : options.regions()) {
        whole &= read(OddsApiRequest.odds(sport, region, featured, options.format()), answers);
      }
      if (whole) {
        answers.covered(coverage(sport, featured, Set.of()));
      }
    }
    if (!others.isEmpty()) {
      eachEvent(sport, others, answers);
    }
  }

  private void eachEvent(String sport, List<String> markets, OddsApiAnswers answers)
      throws OddsApiException, InterruptedException {
    EventIds events = events(sport, answers);
    Set<String> unanswered = new HashSet<>();
    for (String event : events.ids()) {
      for (String region : options.regions()) {
        if (!read(
            OddsApiRequest.eventOdds(sport, event, region, markets, options.format()), answers)) {
          unanswered.add(event);
        }
      }
    }
    if (events.whole()) {
      answers.covered(coverage(sport, markets, unanswered));
    }
  }

  private Coverage coverage(String sport, List<String> markets, Set<String> except) {
    return new Coverage(String.join(",", options.regions()), sport, new HashSet<>(markets), except);
  }

  /**
   * A sport's events.
   *
   * @param whole false if the list did not come, or broke off
   */
  private record EventIds(List<String> ids, boolean whole) {}

  private EventIds events(String sport, OddsApiAnswers answers)
      throws OddsApiException, InterruptedException {
    OddsApiRequest request = OddsApiRequest.events(sport);
    List<String> ids = new ArrayList<>();
    Optional<byte[]> body = body(request, answers);
    boolean whole = false;
    if (body.isPresent()) {
      try {
        TheOddsApiPayload payload = TheOddsApiPayload.parse(body.get());
        for (JsonNode event : payload.events()) {
          ids.add(event.path("id").asText());
        }
        payload.brokenOff().ifPresent(where -> answers.problem(request, where));
        whole = payload.brokenOff().isEmpty();
      } catch (FeedFileException e) {
        answers.problem(request, e.getMessage());
      }
    }
    return new EventIds(ids, whole);
  }

  /** Whether the answer came and could be read to its end. */
  private boolean read(OddsApiRequest request, OddsApiAnswers answers)
      throws OddsApiException, InterruptedException {
    Optional<byte[]> body = body(request, answers);
    return body.isPresent() && answers.add(request, body.get());
  }

  /** Empty if the question got no answer, which is a problem by then. */
  private Optional<byte[]> body(OddsApiRequest request, OddsApiAnswers answers)
      throws OddsApiException, InterruptedException {
    try {
      return Optional.of(client.get(request));
    } catch (OddsApiException e) {
      if (e.isLast()) {
        throw e;
      }
      answers.unanswered(e);
      return Optional.empty();
    }
  }
}
