package io.betintel.ev.it;

import static io.betintel.ev.harness.StoredOdds.team;

import io.betintel.ev.harness.StoredOdds;
import io.betintel.ev.odds.MarketSnapshot;
import io.betintel.ev.odds.Outcome;
import io.betintel.ev.odds.SportingEvent;
import java.util.ArrayList;
import java.util.List;

/**
 * Match a has a moneyline with an arbitrage (1 / 2.1 + 1 / 2.05 = 0.964), a spread, two totals with
 * a middle, points and assists; match c has a moneyline. By their ids' MD5 the lines have the
 * numbers: moneylines 21 and 65, spread 83, totals 65 (5.5) and 37 (7.5); half is the sample.
 */
final class TwoMatches {
  private TwoMatches() {}

  static List<MarketSnapshot> of(StoredOdds odds, String sport) {
    SportingEvent a = odds.event("match-a", sport);
    List<MarketSnapshot> quotes = new ArrayList<>();
    quotes.addAll(odds.moneyline(a, "draftkings", 2.10, 1.80));
    quotes.add(odds.quote(a, "h2h", "fanduel", team("Lions", 1.80), team("Bears", 2.05)));
    quotes.addAll(odds.moneyline(odds.event("match-c", sport), "draftkings", 2.00, 1.90));
    for (String book : List.of("pinnacle", "draftkings", "fanduel")) {
      quotes.add(
          odds.quote(
              a,
              "spreads",
              book,
              Outcome.of("Lions", null, -3.5, 1.91),
              Outcome.of("Bears", null, 3.5, 1.91)));
      for (String betType : List.of("player_points", "player_assists")) {
        double point = betType.equals("player_points") ? 20.5 : 4.5;
        quotes.add(
            odds.quote(
                a,
                betType,
                book,
                Outcome.of("Over", "Doe", point, 1.91),
                Outcome.of("Under", "Doe", point, 1.91)));
      }
    }
    quotes.add(
        odds.quote(
            a,
            "totals",
            "pinnacle",
            Outcome.of("Over", null, 5.5, 1.95),
            Outcome.of("Under", null, 5.5, 1.95),
            Outcome.of("Over", null, 7.5, 1.95),
            Outcome.of("Under", null, 7.5, 1.95)));
    quotes.add(
        odds.quote(
            a,
            "totals",
            "draftkings",
            Outcome.of("Over", null, 5.5, 2.00),
            Outcome.of("Under", null, 5.5, 1.85),
            Outcome.of("Over", null, 7.5, 1.85),
            Outcome.of("Under", null, 7.5, 2.00)));
    return quotes;
  }
}
