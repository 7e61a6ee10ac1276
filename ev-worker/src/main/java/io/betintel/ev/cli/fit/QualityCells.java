package io.betintel.ev.cli.fit;

import io.betintel.ev.fit.Coverage;
import io.betintel.ev.fit.Quality;
import java.util.Locale;

/** The figures of a table's row: probabilities in per cent, {@code -} where there are none. */
final class QualityCells {
  private final Quality quality;

  QualityCells(Quality quality) {
    this.quality = quality;
  }

  String points() {
    return Integer.toString(quality.across().count());
  }

  String floor() {
    return percent(quality.floor().median());
  }

  String floorNinety() {
    return percent(quality.floor().ninety());
  }

  String median() {
    return percent(quality.across().median());
  }

  String ratio() {
    return number(quality.ratio(), 2);
  }

  String naive() {
    return percent(quality.naive().median());
  }

  String ninety() {
    return percent(quality.across().ninety());
  }

  String naiveNinety() {
    return percent(quality.naive().ninety());
  }

  String within() {
    return percent(quality.within().median());
  }

  String one() {
    return covers(quality.one());
  }

  String two() {
    return covers(quality.two());
  }

  static String percent(double share) {
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
