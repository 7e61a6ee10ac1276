package io.betintel.ev.harness;

import io.betintel.ev.odds.BetType;
import io.betintel.ev.odds.Bookmaker;
import io.betintel.ev.odds.MarketSnapshot;
import io.betintel.ev.odds.Outcome;
import io.betintel.ev.odds.SportingEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * Odds events out of a seed, the same each time: most of them h2h, so that one bet type is hot;
 * with lines that come and go, duplicates, quotes observed twice, and late ones.
 */
public final class OddsGenerator {
  private static final Instant START = Instant.parse("2026-03-01T12:00:00Z");
  private static final List<String> BOOKS =
      List.of("pinnacle", "draftkings", "fanduel", "betmgm", "caesars", "betrivers");

  private final Random random;
  private final String run;
  private final int markets;

  /**
   * @param seed of everything, event ids included
   * @param markets how many events there are, each with up to four markets
   */
  public OddsGenerator(long seed, int markets) {
    this.random = new Random(seed);
    this.run = "seed" + seed;
    this.markets = markets;
  }

  /** As they are sent, one after the other. */
  public List<MarketSnapshot> events(int count) {
    List<MarketSnapshot> events = new ArrayList<>(count);
    while (events.size() < count) {
      int kind = random.nextInt(20);
      if (kind < 2 && !events.isEmpty()) {
        events.add(events.get(random.nextInt(events.size()))); // sent twice, or late
      } else if (kind == 2 && !events.isEmpty()) {
        events.add(seenAgain(events.get(random.nextInt(events.size()))));
      } else {
        events.add(snapshot(events.size()));
      }
    }
    return events;
  }

  /** Events of a bet type that the catalogue has, disabled. */
  public List<MarketSnapshot> disabled(int count) {
    List<MarketSnapshot> events = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      Instant quoted = START.plusMillis(i);
      events.add(
          snapshot(random.nextInt(markets), "player_assists", quoted, quoted.plusMillis(500)));
    }
    return events;
  }

  private MarketSnapshot seenAgain(MarketSnapshot earlier) {
    return new MarketSnapshot(
        earlier.event(),
        earlier.betType(),
        earlier.bookmaker(),
        earlier.outcomes(),
        earlier.lastUpdate(),
        earlier.observedAt().plusMillis(random.nextInt(20_000)),
        earlier.link());
  }

  private MarketSnapshot snapshot(int position) {
    // Out of order by up to five seconds, and now and then at the very same instant.
    Instant quoted = START.plusMillis(position * 10L - random.nextInt(500) * 10L);
    String betType =
        switch (random.nextInt(10)) {
          case 0 -> "spreads";
          case 1, 2 -> "totals";
          case 3 -> "player_points";
          default -> "h2h";
        };
    return snapshot(
        random.nextInt(markets), betType, quoted, quoted.plusMillis(random.nextInt(3_000)));
  }

  private MarketSnapshot snapshot(int number, String betType, Instant quoted, Instant observed) {
    SportingEvent event =
        new SportingEvent(
            run + "-event-" + number,
            "basketball_nba",
            START.plus(Duration.ofHours(6)),
            "Home " + number,
            "Away " + number);
    return new MarketSnapshot(
        event,
        new BetType(betType),
        new Bookmaker(BOOKS.get(random.nextInt(BOOKS.size()))),
        outcomes(event, betType),
        quoted,
        observed,
        null);
  }

  private List<Outcome> outcomes(SportingEvent event, String betType) {
    List<Outcome> outcomes = new ArrayList<>();
    double point = 0.5 + random.nextInt(3);
    switch (betType) {
      case "h2h" -> {
        outcomes.add(Outcome.of(event.homeTeam(), null, null, price()));
        outcomes.add(Outcome.of(event.awayTeam(), null, null, price()));
      }
      case "spreads" -> {
        outcomes.add(Outcome.of(event.homeTeam(), null, -point, price()));
        outcomes.add(Outcome.of(event.awayTeam(), null, point, price()));
      }
      default -> {
        String player = betType.startsWith("player") ? "Player " + random.nextInt(2) : null;
        outcomes.add(Outcome.of("Over", player, 20 + point, price()));
        outcomes.add(Outcome.of("Under", player, 20 + point, price()));
      }
    }
    return outcomes;
  }

  private double price() {
    return (160 + random.nextInt(90)) / 100.0;
  }
}
