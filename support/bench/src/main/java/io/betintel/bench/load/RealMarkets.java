package io.betintel.bench.load;

import io.betintel.ev.feed.FeedFiles;
import io.betintel.ev.feed.footballdata.FootballDataReader;
import io.betintel.ev.feed.oddsapi.TheOddsApiReader;
import io.betintel.ev.odds.Bookmaker;
import io.betintel.ev.odds.MarketId;
import io.betintel.ev.odds.MarketSnapshot;
import io.betintel.ev.odds.OddsFormat;
import io.betintel.ev.odds.Outcome;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * The markets of the files in {@code feeds/} that at least {@value #FEWEST_BOOKS} bookmakers quote.
 *
 * @param events by sport, then event: the markets, each with the last snapshot of at most {@value
 *     #MOST_BOOKS} bookmakers, reference bookmakers first
 * @param snapshots all of all files, in the order in which they were observed
 */
public record RealMarkets(
    List<List<List<List<MarketSnapshot>>>> events, List<MarketSnapshot> snapshots) {
  static final int FEWEST_BOOKS = 5;
  static final int MOST_BOOKS = 12;

  private static final Set<String> REFERENCES = Set.of("pinnacle", "draftkings", "fanduel");
  private static final Set<String> ENABLED = Set.of("h2h", "spreads", "totals", "player_points");
  private static final Map<String, OddsFormat> FILES =
      new TreeMap<>(
          Map.of(
              "football-data_E0_2023-24.csv", OddsFormat.DECIMAL,
              "nhl_odds_us_decimal_2024-03-21.json", OddsFormat.DECIMAL,
              "nhl_event_odds_us_2024-03-21.json", OddsFormat.DECIMAL,
              "nfl_historical_us_american_2022.json", OddsFormat.AMERICAN));

  /**
   * @param feeds the repository's folder of real odds
   */
  public static RealMarkets read(Path feeds) {
    List<MarketSnapshot> all = new ArrayList<>();
    FILES.forEach(
        (name, format) ->
            all.addAll(
                new FeedFiles(
                        List.of(
                            new TheOddsApiReader(format),
                            new FootballDataReader(Clock.systemUTC())))
                    .read(feeds.resolve(name))
                    .snapshots()));
    return new RealMarkets(bySport(all), List.copyOf(all));
  }

  /**
   * How often a bookmaker who is asked again quotes the same prices: by the rule of succession,
   * (same + 1) / (all + 2) of those quotes in the files that follow another one of the same market
   * and bookmaker within six hours. They are few. Two quotes of the season's file are a day apart,
   * and say nothing about a feed that is polled.
   */
  public double requotes() {
    Map<String, MarketSnapshot> last = new HashMap<>();
    int again = 0;
    int same = 0;
    for (MarketSnapshot snapshot : snapshots) {
      MarketSnapshot before =
          last.put(snapshot.marketId().text() + ' ' + snapshot.bookmaker().key(), snapshot);
      if (before != null && !isLater(before, snapshot)) {
        again++;
        same += prices(before).equals(prices(snapshot)) ? 1 : 0;
      }
    }
    return (same + 1.0) / (again + 2.0);
  }

  private static boolean isLater(MarketSnapshot before, MarketSnapshot after) {
    return after.observedAt().isAfter(before.observedAt().plusSeconds(6 * 3_600));
  }

  private static Set<Object> prices(MarketSnapshot snapshot) {
    Set<Object> prices = new HashSet<>();
    for (Outcome outcome : snapshot.outcomes()) {
      prices.add(
          List.of(outcome.name(), String.valueOf(outcome.point()), (Object) outcome.price()));
    }
    return prices;
  }

  private static List<List<List<List<MarketSnapshot>>>> bySport(List<MarketSnapshot> all) {
    Map<MarketId, Map<Bookmaker, MarketSnapshot>> last = new LinkedHashMap<>();
    for (MarketSnapshot snapshot : all) {
      if (ENABLED.contains(snapshot.betType().symbol()) && !snapshot.isSuspension()) {
        last.computeIfAbsent(snapshot.marketId(), market -> new LinkedHashMap<>())
            .put(snapshot.bookmaker(), snapshot);
      }
    }
    Map<String, Map<String, List<List<MarketSnapshot>>>> sports = new TreeMap<>();
    last.forEach(
        (market, books) -> {
          if (books.size() >= FEWEST_BOOKS) {
            MarketSnapshot any = books.values().iterator().next();
            sports
                .computeIfAbsent(any.event().sportKey(), sport -> new TreeMap<>())
                .computeIfAbsent(market.eventId(), event -> new ArrayList<>())
                .add(chosen(books.values()));
          }
        });
    return sports.values().stream().map(events -> List.copyOf(events.values())).toList();
  }

  private static List<MarketSnapshot> chosen(Iterable<MarketSnapshot> books) {
    List<MarketSnapshot> sorted = new ArrayList<>();
    books.forEach(sorted::add);
    sorted.sort(
        Comparator.comparing((MarketSnapshot one) -> !REFERENCES.contains(one.bookmaker().key()))
            .thenComparing(one -> one.bookmaker().key()));
    return List.copyOf(sorted.subList(0, Math.min(MOST_BOOKS, sorted.size())));
  }
}
