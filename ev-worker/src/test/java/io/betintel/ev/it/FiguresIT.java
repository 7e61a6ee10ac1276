package io.betintel.ev.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.betintel.ev.api.Description;
import io.betintel.ev.api.NewKey;
import io.betintel.ev.bettype.Role;
import io.betintel.ev.harness.ApiClient;
import io.betintel.ev.harness.CatalogueRows;
import io.betintel.ev.harness.Installation;
import io.betintel.ev.harness.MixedOdds;
import io.betintel.ev.harness.Producers;
import io.betintel.ev.harness.Reckoning;
import io.betintel.ev.harness.WorkerProcess;
import io.betintel.ev.odds.BetType;
import io.betintel.ev.odds.Bookmaker;
import io.betintel.ev.odds.MarketSnapshot;
import io.betintel.ev.odds.Outcome;
import io.betintel.ev.odds.SportingEvent;
import io.betintel.localstack.LocalStack;
import io.betintel.localstack.LocalStackExtension;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/**
 * What arrives in the topic and in both stores is what a second implementation makes of the odds.
 */
@ExtendWith(LocalStackExtension.class)
final class FiguresIT {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final String LATE = "suspended-match";

  /** Totals and a player's points on one ladder: what one quotes prices points of the other. */
  private static final String LADDER =
      "\"ladder\": \"goals\", \"ladder_models\": {\"soccer\": {\"form\": \"poisson\","
          + " \"distance_limit\": 0.6, \"errors\": {\"0\": 0.02, \"0.5\": 0.1}, \"tail\": 2},"
          + " \"icehockey\": {\"form\": \"negative_binomial\", \"scale\": 1.3,"
          + " \"distance_limit\": 0.6, \"errors\": {\"0\": 0.02, \"0.5\": 0.1}, \"tail\": 2}}";

  @TempDir private Path directory;

  @Test
  void everyFigureOfEveryLineIsRight(LocalStack stack) throws Exception {
    try (Installation installation = Installation.of(stack).withFewerCommits()) {
      CatalogueRows catalogue = new CatalogueRows(installation);
      catalogue.set("h2h", "{\"method\": \"shin\", \"minimum_references\": 2, \"take\": 0.03}");
      catalogue.set(
          "totals",
          "{\"method\": \"power\", \"consensus\": \"average_then_devig\", " + LADDER + "}");
      catalogue.set(
          "spreads",
          "{\"method\": \"goto\", \"fallback\": \"odds_ratio\", \"middle_cost\": 0.2,"
              + " \"weights\": {\"pinnacle\": 3, \"betmgm\": 1}}");
      catalogue.set(
          "player_points", "{\"method\": \"probit\", \"offer_age\": \"10m\", " + LADDER + "}");
      MixedOdds odds = new MixedOdds(20261125);
      List<MarketSnapshot> events = new ArrayList<>();
      events.addAll(odds.events("h2h", "winner", 40, 600));
      events.addAll(odds.events("totals", "over_under", 30, 300));
      events.addAll(odds.events("spreads", "spread", 30, 300));
      events.addAll(odds.events("player_points", "over_under", 30, 200));
      events.addAll(odds.events("player_assists", "over_under", 10, 50)); // is not enabled
      events.addAll(over(events.subList(0, 20)));
      Collections.shuffle(events, new Random(20261125));
      NewKey key = NewKey.of("admin", Role.ADMIN);
      installation.with(
          "EV_API_KEYS", Files.writeString(directory.resolve("keys"), key.line()).toString());
      WorkerProcess worker = installation.startOnly("stream,sinks,api").awaitReady();

      new Producers(installation).sendAtOnce(events, 10_000).get();

      new Reckoning(installation).comesOutEven();
      suspendedOffersAreGoneEverywhere(
          installation, new ApiClient(worker, Optional.of(key.text()), Description.read()));
    }
  }

  /**
   * Odds of now, since the API shows nothing stale: 1/2.4 + 1/1.95 is 0.93, an arbitrage; Over 4.5
   * at 1.95 and Under 6.5 at 1.95 both win at 5 and 6, a middle.
   */
  private static void suspendedOffersAreGoneEverywhere(Installation installation, ApiClient api)
      throws Exception {
    Producers producers = new Producers(installation);
    Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
    producers.send(
        Producers.Choice.KEY,
        List.of(
            now(now, "h2h", "pinnacle", side("Lions", null, 1.95), side("Bears", null, 1.95)),
            now(now, "h2h", "fanduel", side("Lions", null, 1.95), side("Bears", null, 1.95)),
            now(now, "h2h", "tipico_de", side("Lions", null, 2.4), side("Bears", null, 1.7)),
            now(now, "totals", "pinnacle", side("Over", 4.5, 1.95), side("Under", 4.5, 1.95)),
            now(now, "totals", "tipico_de", side("Over", 6.5, 1.95), side("Under", 6.5, 1.95))));
    await()
        .atMost(PATIENCE)
        .until(
            () ->
                mentions(api, "/v1/bets?event=" + LATE)
                    && mentions(api, "/v1/arbitrages")
                    && mentions(api, "/v1/middles")
                    && mentions(api, "/v1/events/" + LATE)
                    && mentions(api, "/v1/boards/h2h"));

    Instant later = now.plusMillis(1);
    producers.send(
        Producers.Choice.HOME,
        List.of(now(later, "h2h", "tipico_de"), now(later, "totals", "tipico_de")));

    for (String path :
        List.of(
            "/v1/bets?event=" + LATE,
            "/v1/arbitrages",
            "/v1/middles",
            "/v1/events/" + LATE,
            "/v1/boards/h2h",
            "/v1/boards/totals")) {
      await(path).atMost(PATIENCE).until(() -> !mentions(api, path));
    }
    assertThat(api.get("/v1/boards/h2h").body()).contains(LATE);
    assertThat(
            installation.numbers(
                "SELECT 'offers', count(*) FROM bet_offers WHERE bookmaker = 'tipico_de'"
                    + " AND event_id = '%1$s' UNION ALL SELECT 'best', count(*) FROM bets WHERE"
                        .formatted(LATE)
                    + " 'tipico_de' IN (best_book, top_book) AND event_id = '%s'".formatted(LATE)
                    + " UNION ALL SELECT 'closed', count(*) FROM bets WHERE closed_at IS NOT NULL"
                    + " AND event_id = '%s'".formatted(LATE)
                    + " UNION ALL SELECT 'remembered', count(*) FROM bet_history WHERE best_book ="
                    + " 'tipico_de' AND best_price = 2.4 AND event_id = '%s'".formatted(LATE)))
        // The line 6.5, over and under, had no other bookmaker.
        .isEqualTo(Map.of("offers", 0L, "best", 0L, "closed", 2L, "remembered", 1L));
  }

  /** Whether the answer names the suspended bookmaker. */
  private static boolean mentions(ApiClient api, String path) {
    return api.get(path).body().contains("tipico_de");
  }

  private static Outcome side(String name, Double point, double price) {
    return Outcome.of(name, null, point, price);
  }

  private static MarketSnapshot now(
      Instant quoted, String betType, String bookmaker, Outcome... outcomes) {
    return new MarketSnapshot(
        new SportingEvent(
            LATE, "americanfootball_nfl", quoted.plus(Duration.ofHours(3)), "Lions", "Bears"),
        new BetType(betType),
        new Bookmaker(bookmaker),
        List.of(outcomes),
        quoted,
        quoted,
        null);
  }

  /** The same odds, seen a millisecond too late: the event may be quoted until 6 hours after. */
  private static List<MarketSnapshot> over(List<MarketSnapshot> events) {
    return events.stream()
        .map(
            event ->
                new MarketSnapshot(
                    event.event(),
                    event.betType(),
                    event.bookmaker(),
                    event.outcomes(),
                    event.event().commenceTime().plusSeconds(21_600),
                    event.event().commenceTime().plusSeconds(21_600).plusMillis(1),
                    event.link()))
        .toList();
  }
}
