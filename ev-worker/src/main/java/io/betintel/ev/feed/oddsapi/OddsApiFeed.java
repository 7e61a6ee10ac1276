package io.betintel.ev.feed.oddsapi;

import com.fasterxml.jackson.databind.JsonNode;
import io.betintel.ev.feed.FeedFileException;
import io.betintel.ev.feed.PollStop;
import io.betintel.ev.feed.PolledFeed;
import io.betintel.ev.odds.OddsFormat;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
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
      for (String region : options.regions()) {
        read(OddsApiRequest.odds(sport, region, featured, options.format()), answers);
      }
    }
    if (!others.isEmpty()) {
      for (String event : events(sport, answers)) {
        for (String region : options.regions()) {
          read(OddsApiRequest.eventOdds(sport, event, region, others, options.format()), answers);
        }
      }
    }
  }

  private List<String> events(String sport, OddsApiAnswers answers)
      throws OddsApiException, InterruptedException {
    OddsApiRequest request = OddsApiRequest.events(sport);
    List<String> ids = new ArrayList<>();
    Optional<byte[]> body = body(request, answers);
    if (body.isPresent()) {
      try {
        TheOddsApiPayload payload = TheOddsApiPayload.parse(body.get());
        for (JsonNode event : payload.events()) {
          ids.add(event.path("id").asText());
        }
        payload.brokenOff().ifPresent(where -> answers.problem(request, where));
      } catch (FeedFileException e) {
        answers.problem(request, e.getMessage());
      }
    }
    return ids;
  }

  private void read(OddsApiRequest request, OddsApiAnswers answers)
      throws OddsApiException, InterruptedException {
    body(request, answers).ifPresent(body -> answers.add(request, body));
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
