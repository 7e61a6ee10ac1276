package io.betintel.ev.backtest;

import io.betintel.ev.bettype.Shape;
import io.betintel.ev.catalogue.SettingsJson;
import io.betintel.ev.feed.FeedFixture;
import io.betintel.ev.feed.ProgressBar;
import io.betintel.ev.odds.BetType;
import io.betintel.ev.odds.Bookmaker;
import io.betintel.ev.odds.OddsFormat;
import io.betintel.ev.value.EvCalculator;
import io.betintel.ev.value.FeeTable;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Backtests as tests want them: Pinnacle is reference and yardstick, every EV above 0 is bet on.
 */
final class Backtests {
  static final Path SEASON = Path.of("..", "feeds", "football-data_E0_2023-24.csv");

  private static final Map<String, Shape> SHAPES =
      Map.of("h2h", Shape.WINNER, "totals", Shape.OVER_UNDER, "spreads", Shape.SPREAD);

  private Backtests() {}

  static BacktestResult run(List<String> methods, Path... files) {
    List<MethodSettings> settings =
        methods.stream()
            .map(
                method ->
                    new MethodSettings(
                        SettingsJson.settings(List.of("method=" + method, "weights=pinnacle:1")),
                        SettingsJson.settings(List.of("method=" + method, "weights=pinnacle:1"))))
            .toList();
    return new Backtest(
            new BacktestOptions(
                FeedFixture.files(OddsFormat.DECIMAL),
                settings,
                Set.of(),
                new Bookmaker("pinnacle"),
                Duration.ofHours(1),
                0,
                false),
            new EvCalculator(new FeeTable(Map.of())),
            Backtests::shape,
            new ProgressBar(new PrintWriter(Writer.nullWriter(), false), false, Clock.systemUTC()))
        .run(Arrays.asList(files));
  }

  private static Optional<Shape> shape(BetType type) {
    return Optional.ofNullable(SHAPES.get(type.symbol()));
  }
}
