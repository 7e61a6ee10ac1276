package io.betintel.ev.cli.fit;

import io.betintel.ev.fit.Coverage;
import io.betintel.ev.fit.Quality;
import java.util.List;
import java.util.Locale;

/** The figures of a table's row: probabilities in per cent, {@code -} where there are none. */
final class QualityCells {
  private final Quality quality;

  QualityCells(Quality quality) {
    this.quality = quality;
  }

  /** Of both tables, after the columns that tell the row. */
  static final List<String> HEADER =
      List.of(
          "floor", "between", "median", "x", "x there", "naive", "90 %", "beyond", "median",
          "naive", "90 %", "within", "in 68", "in 95");

  List<String> cells() {
    return List.of(
        percent(quality.floor().median()),
        Integer.toString(quality.interpolated().count()),
        percent(quality.interpolated().median()),
        number(quality.ratio(), 2),
        number(quality.there().ratio(), 2),
        percent(quality.naiveBetween().median()),
        percent(quality.interpolated().ninety()),
        Integer.toString(quality.extrapolated().count()),
        percent(quality.extrapolated().median()),
        percent(quality.naiveBeyond().median()),
        percent(quality.extrapolated().ninety()),
        percent(quality.within().median()),
        covers(quality.one()),
        covers(quality.two()));
  }

  private static String percent(double share) {
    return number(100 * share, 2);
  }

  private static String covers(Coverage coverage) {
    return Double.isFinite(coverage.share())
        ? number(100 * coverage.share(), 1) + " +-" + number(100 * coverage.error(), 1)
        : "-";
  }

  private static String number(double value, int places) {
    return Double.isFinite(value) ? String.format(Locale.ROOT, "%." + places + "f", value) : "-";
  }
}
