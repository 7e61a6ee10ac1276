package io.betintel.ev.stream;

import io.betintel.ev.bettype.Shape;
import io.betintel.ev.odds.BetType;
import io.betintel.ev.odds.Bookmaker;
import io.betintel.ev.odds.MarketSnapshot;
import io.betintel.ev.odds.Outcome;
import io.betintel.ev.odds.SportingEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * Quotes of markets that do not exist, in every shape that real ones have: 2 to 12 bookmakers, the
 * reference bookmakers among them, games that have begun and games that have not. The same number
 * gives the same quote.
 */
final class SyntheticOdds {
  private static final int MARKETS = 6;

  /** Results of which are distributed in different ways. */
  private static final List<String> SPORTS =
      List.of("americanfootball_nfl", "icehockey_nhl", "basketball_nba");

  /** From this bookmaker on, they quote a point more: nobody has a weight who quotes it. */
  private static final int FIRST_OF_MORE = 3;

  private static final List<String> BOOKMAKERS =
      List.of(
          "pinnacle",
          "draftkings",
          "fanduel",
          "betmgm",
          "novig",
          "betrivers",
          "bovada",
          "unibet",
          "betfair",
          "williamhill",
          "betonlineag",
          "prophetx");
  private static final String HOME = "Home";
  private static final String AWAY = "Away";

  private final Shape shape;
  private final BetType betType;
  private final Instant begin;
  private final List<SportingEvent> events = new ArrayList<>();
  private final List<Bookmaker> bookmakers = BOOKMAKERS.stream().map(Bookmaker::new).toList();

  /**
   * @param begin when the first quote is observed
   */
  SyntheticOdds(Shape shape, BetType betType, Instant begin) {
    this.shape = shape;
    this.betType = betType;
    this.begin = begin;
    for (int market = 0; market < MARKETS; market++) {
      Duration toStart = market % 3 == 2 ? Duration.ofHours(-1) : Duration.ofDays(1);
      events.add(
          new SportingEvent(
              "synthetic-" + market,
              SPORTS.get(market % SPORTS.size()),
              begin.plus(toStart),
              HOME,
              AWAY));
    }
  }

  /** The next quote; each is observed a millisecond after the one before. */
  MarketSnapshot snapshot(int number) {
    int market = number % MARKETS;
    int round = number / MARKETS;
    int books = Math.min(BOOKMAKERS.size(), 2 * (market + 1));
    int bookmaker = round % books;
    int visit = round / books;
    Instant time = begin.plusMillis(number);
    List<Outcome> outcomes = visit % 16 == 15 ? List.of() : outcomes(market, bookmaker, visit);
    return new MarketSnapshot(
        events.get(market), betType, bookmakers.get(bookmaker), outcomes, time, time, null);
  }

  private List<Outcome> outcomes(int market, int bookmaker, int visit) {
    int price = bookmaker + visit / 2 * 7; // every second visit confirms the price before
    int more = bookmaker < FIRST_OF_MORE ? 0 : 1;
    List<Outcome> outcomes = new ArrayList<>();
    switch (shape) {
      case WINNER, LAY -> {
        outcomes.add(outcome(HOME, null, null, price));
        outcomes.add(outcome(AWAY, null, null, price + 1));
        if (market % 2 == 1) {
          outcomes.add(outcome("Draw", null, null, price + 2));
        }
      }
      case SPREAD -> {
        for (int line = 0; line <= market % 4 + more; line++) {
          outcomes.add(outcome(HOME, null, -1.5 - line, price + line));
          outcomes.add(outcome(AWAY, null, 1.5 + line, price - line));
        }
      }
      case OVER_UNDER -> {
        for (int line = 0; line <= market + more; line++) {
          String player = market % 2 == 0 ? null : "Player " + line;
          outcomes.add(outcome("Over", player, 2.5 + line, price + line));
          outcomes.add(outcome("Under", player, 2.5 + line, price - line));
        }
      }
      case YES_NO -> {
        outcomes.add(outcome("Yes", "Player", null, price));
        outcomes.add(outcome("No", "Player", null, price + 1));
      }
      case OVER_ONLY, DFS, VARIOUS -> outcomes.add(outcome("Over", "Player", 1.5, price));
      case N_WAY -> {
        for (int runner = 0; runner < 4 + market; runner++) {
          outcomes.add(outcome("Runner " + runner, null, null, price + runner));
        }
      }
    }
    return outcomes;
  }

  private static Outcome outcome(String name, String description, Double point, int price) {
    return Outcome.of(name, description, point, 1.6 + Math.floorMod(price, 80) / 100.0);
  }
}
