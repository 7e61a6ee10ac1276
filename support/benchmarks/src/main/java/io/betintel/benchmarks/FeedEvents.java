package io.betintel.benchmarks;

import io.betintel.ev.bettype.Shape;
import io.betintel.ev.feed.oddsapi.TheOddsApiReader;
import io.betintel.ev.odds.BetType;
import io.betintel.ev.odds.MarketSnapshot;
import io.betintel.ev.odds.OddsFormat;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The real snapshots under {@code feeds/}: up to 19 bookmakers a market. Props are read as points
 * of a player, a bet type of the schema: their lines differ by player and point.
 */
final class FeedEvents {
  private static final Map<String, OddsFormat> FILES =
      Map.of(
          "nfl_historical_us_american_2022.json", OddsFormat.AMERICAN,
          "nfl_player_props_us_american_2025-10-25_cut.json", OddsFormat.AMERICAN,
          "nhl_odds_us_decimal_2024-03-21.json", OddsFormat.DECIMAL);

  private static final Map<BetType, Shape> SHAPES =
      Map.of(
          new BetType("h2h"), Shape.WINNER,
          new BetType("spreads"), Shape.SPREAD,
          new BetType("totals"), Shape.OVER_UNDER,
          new BetType("player_points"), Shape.OVER_UNDER);

  private FeedEvents() {}

  /** Always in the same order. */
  static List<MarketSnapshot> all() {
    List<MarketSnapshot> snapshots = new ArrayList<>();
    FILES.keySet().stream().sorted().forEach(file -> snapshots.addAll(read(file)));
    return snapshots;
  }

  static Shape shape(BetType betType) {
    return SHAPES.get(betType);
  }

  private static List<MarketSnapshot> read(String file) {
    try (InputStream in = FeedEvents.class.getResourceAsStream("/feeds/" + file)) {
      return new TheOddsApiReader(FILES.get(file))
          .read(file, in.readAllBytes()).snapshots().stream()
              .map(FeedEvents::known)
              .filter(snapshot -> SHAPES.containsKey(snapshot.betType()))
              .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static MarketSnapshot known(MarketSnapshot given) {
    return given.betType().symbol().startsWith("player_")
        ? new MarketSnapshot(
            given.event(),
            new BetType("player_points"),
            given.bookmaker(),
            given.outcomes(),
            given.lastUpdate(),
            given.observedAt(),
            given.link())
        : given;
  }
}
