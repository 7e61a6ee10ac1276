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
 * Odds out of a seed that {@link OddsGenerator} has too few of: stale quotes, started events,
 * sports with and without draws, suspensions, missing sides, a side quoted twice, long shots, whole
 * and quarter points, exchanges, links and limits, names with the characters that ids encode, and
 * outcomes that contradict their shape.
 */
public final class MixedOdds {
  private static final Instant START = Instant.parse("2026-03-01T12:00:00Z");
  private static final List<String> BOOKS =
      List.of("pinnacle", "draftkings", "fanduel", "betmgm", "novig", "betfair_ex_eu", "caesars");

  private final Random random;
  private final String run;

  public MixedOdds(long seed) {
    this.random = new Random(seed);
    this.run = "mixed" + seed;
  }

  /**
   * Snapshots in no order, of a few markets.
   *
   * @param shape of the bet type's lines
   */
  public List<MarketSnapshot> events(String betType, String shape, int markets, int count) {
    List<MarketSnapshot> events = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      if (!events.isEmpty() && chance(15)) {
        events.add(events.get(random.nextInt(events.size())));
      } else {
        events.add(snapshot(betType, shape, random.nextInt(markets)));
      }
    }
    return events;
  }

  private MarketSnapshot snapshot(String betType, String shape, int number) {
    // Quotes of an hour, each seen within a minute: some are stale by the market's time.
    Instant quoted = START.plusSeconds(random.nextInt(3_600));
    SportingEvent event =
        new SportingEvent(
            run + "/" + number,
            number % 2 == 0 ? "soccer_epl" : "icehockey_nhl",
            START.plus(Duration.ofMinutes(20 + 15L * (number % 8))),
            "Home " + number,
            "Away|" + number);
    return new MarketSnapshot(
        event,
        new BetType(betType),
        new Bookmaker(BOOKS.get(random.nextInt(BOOKS.size()))),
        chance(6) ? List.of() : outcomes(event, shape),
        quoted,
        quoted.plusMillis(random.nextInt(60_000)),
        chance(20) ? "https://example.com/market" : null);
  }

  private List<Outcome> outcomes(SportingEvent event, String shape) {
    List<Outcome> outcomes = new ArrayList<>();
    switch (shape) {
      case "winner" -> {
        double home = odds();
        field(outcomes, home, event.homeTeam(), event.awayTeam(), chance(40) ? "Draw" : null);
      }
      case "n_way" ->
          field(outcomes, 6 * odds(), "Ann", "Bob/Eve", "Cy %", chance(50) ? "Di" : null);
      case "spread" -> {
        for (int i = 0; i <= random.nextInt(3); i++) {
          double point = (random.nextInt(13) - 6) * 0.25;
          two(outcomes, null, event.homeTeam(), point, event.awayTeam(), -point);
        }
      }
      case "yes_no" -> two(outcomes, "Player 100%", "Yes", null, "No", null);
      default -> {
        for (int i = 0; i <= random.nextInt(3); i++) {
          double point = 2 + random.nextInt(9) * 0.25;
          two(outcomes, chance(70) ? null : "A|B", "Over", point, "Under", point);
        }
      }
    }
    if (chance(6)) {
      outcomes.remove(random.nextInt(outcomes.size()));
    }
    if (outcomes.isEmpty() || chance(4)) {
      outcomes.add(Outcome.of("Neither", null, chance(50) ? 1.5 : null, odds()));
    }
    if (chance(6)) {
      Outcome twice = outcomes.get(random.nextInt(outcomes.size()));
      outcomes.add(
          Outcome.of(
              twice.name(),
              twice.description(),
              twice.point(),
              chance(50) ? twice.price() : twice.price() + 0.05));
    }
    return outcomes;
  }

  /** A field whose first is priced so and whose hold is some percent, sometimes far off. */
  private void field(List<Outcome> outcomes, double first, String... names) {
    int count = names[names.length - 1] == null ? names.length - 1 : names.length;
    double others = (sum() - 1 / first) / (count - 1);
    for (int i = 0; i < count; i++) {
      double price = i == 0 ? first : others > 0.001 ? rounded(1 / others) : odds();
      outcomes.add(outcome(names[i], null, null, Math.max(1.01, price + i * 0.01)));
    }
  }

  private void two(
      List<Outcome> outcomes,
      String description,
      String one,
      Double pointOfOne,
      String other,
      Double pointOfOther) {
    double first = odds();
    double left = sum() - 1 / first;
    outcomes.add(outcome(one, description, pointOfOne, first));
    double second = left > 0.001 ? Math.max(1.01, rounded(1 / left)) : 50;
    outcomes.add(outcome(other, description, pointOfOther, second));
  }

  private Outcome outcome(String name, String description, Double point, double price) {
    return new Outcome(
        name,
        description,
        point,
        price,
        chance(10) ? "https://example.com/" + name.hashCode() : null,
        chance(10) ? 250.0 : null);
  }

  private double sum() {
    return chance(5) ? 0.7 + random.nextInt(200) / 100.0 : 1 + random.nextInt(8) / 100.0;
  }

  private double odds() {
    return rounded(
        chance(15) ? 1.01 + random.nextInt(20) / 10.0 : 1.5 + random.nextInt(1_000) / 1_000.0);
  }

  private static double rounded(double price) {
    return Math.round(price * 100) / 100.0;
  }

  private boolean chance(int percent) {
    return random.nextInt(100) < percent;
  }
}
