package io.betintel.demo;

import io.betintel.ev.odds.MarketId;
import io.betintel.ev.odds.MarketSnapshot;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

/**
 * How bookmakers moved their prices in the real files, where a file has an earlier and a later
 * quote of the same outcome: from the opening to the closing prices of the football season. A move
 * is the change of the first outcome's share of its line, in log-odds. The moves of one market stay
 * together, since its bookmakers move together.
 */
public final class PriceMoves {
  private final List<double[]> markets;

  private PriceMoves(List<double[]> markets) {
    this.markets = markets;
  }

  /**
   * @param snapshots in any order
   * @throws IllegalArgumentException if no market was quoted twice
   */
  public static PriceMoves measure(Collection<MarketSnapshot> snapshots) {
    Map<MarketId, Map<String, List<MarketSnapshot>>> byMarket = new LinkedHashMap<>();
    for (MarketSnapshot snapshot : snapshots) {
      byMarket
          .computeIfAbsent(snapshot.marketId(), market -> new LinkedHashMap<>())
          .computeIfAbsent(snapshot.bookmaker().toString(), bookmaker -> new ArrayList<>())
          .add(snapshot);
    }
    List<double[]> markets = new ArrayList<>();
    for (Map<String, List<MarketSnapshot>> bookmakers : byMarket.values()) {
      double[] moves =
          bookmakers.values().stream().flatMapToDouble(quotes -> move(quotes).stream()).toArray();
      if (moves.length > 0) {
        markets.add(moves);
      }
    }
    if (markets.isEmpty()) {
      throw new IllegalArgumentException("no market was quoted twice: no price step is known");
    }
    return new PriceMoves(markets);
  }

  private static OptionalDouble move(List<MarketSnapshot> quotes) {
    Comparator<MarketSnapshot> byTime = Comparator.comparing(MarketSnapshot::lastUpdate);
    List<PricedSides> first = PricedSides.of(quotes.stream().min(byTime).orElseThrow().outcomes());
    List<PricedSides> last = PricedSides.of(quotes.stream().max(byTime).orElseThrow().outcomes());
    if (quotes.size() < 2 || first.size() != 1 || !first.get(0).sameBetsAs(last)) {
      return OptionalDouble.empty(); // quoted only once, or the line itself moved
    }
    return OptionalDouble.of(last.get(0).logOdds() - first.get(0).logOdds());
  }

  /** The number of markets that were quoted twice. */
  int size() {
    return markets.size();
  }

  /**
   * @param market which one, from 0 to {@link #size} less 1
   * @param bookmaker any number; it selects one of the market's bookmakers
   */
  double move(int market, int bookmaker) {
    double[] moves = markets.get(market);
    return moves[Math.floorMod(bookmaker, moves.length)];
  }

  /** The median size of all moves, in log-odds. */
  double median() {
    double[] sizes =
        markets.stream().flatMapToDouble(Arrays::stream).map(Math::abs).sorted().toArray();
    return sizes[sizes.length / 2];
  }
}
