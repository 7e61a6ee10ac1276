package io.betintel.ev.feed.oddsapi;

import io.betintel.ev.feed.PollStop;
import io.betintel.ev.feed.PolledFeed;
import io.betintel.ev.feed.PolledFeedContract;
import io.betintel.ev.odds.OddsFormat;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Timeout;

/** The Odds API as any polled feed, over real HTTP. */
@Timeout(60)
final class OddsApiFeedContractTest extends PolledFeedContract {
  private OddsApiServer server;

  @Override
  protected PolledFeed feed(Clock clock) throws IOException {
    server = new OddsApiServer();
    OddsApiConfig config = new OddsApiConfig(server.url(), "key");
    return new OddsApiFeed(
        new OddsApiFeed.Options(
            List.of("icehockey_nhl"), List.of("us"), List.of("h2h"), OddsFormat.DECIMAL),
        OddsApiFeed.client(
            config, Duration.ofSeconds(20), new OddsApiQuota(0), new PollStop(), text -> {}),
        clock);
  }

  @Override
  protected void quotes(List<Quote> quotes) {
    server
        .forget()
        .answers(
            """
        [{"id":"e1","sport_key":"icehockey_nhl","commence_time":"2024-03-21T23:00:00Z",
          "home_team":"A","away_team":"B","bookmakers":[%s]}]
        """
                .formatted(
                    quotes.stream()
                        .map(OddsApiFeedContractTest::bookmaker)
                        .collect(Collectors.joining(","))));
  }

  @Override
  protected void refuses() {
    server.forget().answers(401, "{\"message\":\"API key is not valid\"}");
  }

  @AfterEach
  void close() {
    server.close();
  }

  private static String bookmaker(Quote quote) {
    return """
    {"key":"%s","markets":[{"key":"h2h","last_update":"%s",
      "outcomes":[{"name":"A","price":%s},{"name":"B","price":%s}]}]}
    """
        .formatted(quote.bookmaker(), quote.lastUpdate(), quote.home(), quote.away());
  }
}
