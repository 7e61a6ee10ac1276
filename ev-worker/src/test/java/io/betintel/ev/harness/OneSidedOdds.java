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
 * Props of several players out of a seed, of which bookmakers quote some with both sides and some
 * with one alone: Over without Under, Yes without No. Margins differ by bookmaker and vary a
 * little; some quotes are stale, some are long shots, some have a side twice.
 */
public final class OneSidedOdds {
  private static final Instant START = Instant.parse("2026-03-01T12:00:00Z");
  private static final List<String> BOOKS =
      List.of("pinnacle", "draftkings", "fanduel", "betmgm", "novig");

  private final Random random;

  public OneSidedOdds(long seed) {
    this.random = new Random(seed);
  }

  /**
   * Snapshots in no order.
   *
   * @param over whether the sides are Over and Under at a point, or else Yes and No
   */
  public List<MarketSnapshot> events(String betType, boolean over, int markets, int count) {
    List<MarketSnapshot> events = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      int number = random.nextInt(markets);
      int book = random.nextInt(BOOKS.size());
      Instant quoted = START.plusSeconds(random.nextInt(1_800));
      SportingEvent event =
          new SportingEvent(
              "alone/" + number,
              number % 2 == 0 ? "soccer_epl" : "icehockey_nhl",
              START.plus(Duration.ofHours(2)),
              "Home " + number,
              "Away " + number);
      events.add(
          new MarketSnapshot(
              event,
              new BetType(betType),
              new Bookmaker(BOOKS.get(book)),
              chance(4) ? List.of() : outcomes(over, 1.02 + 0.03 * book),
              quoted,
              quoted.plusMillis(random.nextInt(60_000)),
              null));
    }
    return events;
  }

  private List<Outcome> outcomes(boolean over, double usual) {
    List<Outcome> outcomes = new ArrayList<>();
    for (int player = 0; player < 7; player++) {
      if (chance(15)) {
        continue;
      }
      Double point = over ? (Double) (0.5 + random.nextInt(3)) : null;
      double odds = chance(20) ? 8 + random.nextInt(30) : 1.4 + random.nextInt(200) / 100.0;
      double left = usual + (random.nextInt(9) - 4) / 400.0 - 1 / odds;
      String name = "Player " + player;
      boolean both = chance(60);
      boolean first = both || chance(70);
      if (first) {
        outcomes.add(Outcome.of(over ? "Over" : "Yes", name, point, odds));
      }
      if (both || !first) {
        outcomes.add(Outcome.of(over ? "Under" : "No", name, point, Math.max(1.01, 1 / left)));
      }
      if (chance(3)) {
        outcomes.add(Outcome.of(over ? "Over" : "Yes", name, point, odds + 0.1));
      }
    }
    return outcomes;
  }

  private boolean chance(int percent) {
    return random.nextInt(100) < percent;
  }
}
