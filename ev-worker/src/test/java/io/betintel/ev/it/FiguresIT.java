package io.betintel.ev.it;

import io.betintel.ev.harness.CatalogueRows;
import io.betintel.ev.harness.Installation;
import io.betintel.ev.harness.MixedOdds;
import io.betintel.ev.harness.Producers;
import io.betintel.ev.harness.Reckoning;
import io.betintel.ev.odds.MarketSnapshot;
import io.betintel.localstack.LocalStack;
import io.betintel.localstack.LocalStackExtension;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * What arrives in the topic and in both stores is what a second implementation makes of the odds.
 */
@ExtendWith(LocalStackExtension.class)
final class FiguresIT {

  @Test
  void everyFigureOfEveryLineIsRight(LocalStack stack) throws Exception {
    try (Installation installation = Installation.of(stack).withFewerCommits()) {
      CatalogueRows catalogue = new CatalogueRows(installation);
      catalogue.set("h2h", "{\"method\": \"shin\", \"minimum_references\": 2, \"take\": 0.03}");
      catalogue.set("totals", "{\"method\": \"power\", \"consensus\": \"average_then_devig\"}");
      catalogue.set(
          "spreads",
          "{\"method\": \"goto\", \"fallback\": \"odds_ratio\", \"middle_cost\": 0.2,"
              + " \"weights\": {\"pinnacle\": 3, \"betmgm\": 1}}");
      catalogue.set("player_points", "{\"method\": \"probit\", \"offer_age\": \"10m\"}");
      MixedOdds odds = new MixedOdds(20261125);
      List<MarketSnapshot> events = new ArrayList<>();
      events.addAll(odds.events("h2h", "winner", 40, 600));
      events.addAll(odds.events("totals", "over_under", 30, 300));
      events.addAll(odds.events("spreads", "spread", 30, 300));
      events.addAll(odds.events("player_points", "over_under", 30, 200));
      events.addAll(odds.events("player_assists", "over_under", 10, 50)); // is not enabled
      events.addAll(over(events.subList(0, 20)));
      Collections.shuffle(events, new Random(20261125));
      installation.start().awaitReady();

      new Producers(installation).sendAtOnce(events, 10_000).get();

      new Reckoning(installation).comesOutEven();
    }
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
