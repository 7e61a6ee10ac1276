package io.betintel.ev.oracle;

import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * How results of a sport are distributed, as the catalogue says.
 *
 * @param form {@code normal}, {@code poisson}, {@code negative_binomial} or {@code skellam}
 * @param keyNumbers how many times as frequent a result is, by its absolute value
 * @param errors standard errors by distance, both in standard deviations
 * @param tail how many standard errors cover 95 %
 * @param uneven what a standard deviation from even adds to the standard error
 * @param smoothing how many references the curve counts for between points
 * @param leaning the power of the number of references that counts beside the distance
 */
public record LadderRules(
    String form,
    double scale,
    double growth,
    SortedMap<Integer, Double> keyNumbers,
    double distanceLimit,
    SortedMap<Double, Double> errors,
    double tail,
    double uneven,
    double smoothing,
    double leaning) {

  public LadderRules {
    keyNumbers = new TreeMap<>(keyNumbers);
    errors = new TreeMap<>(errors);
  }

  /** Between two distances of the table on the line through both, beyond the last one level. */
  double error(double distance) {
    SortedMap<Double, Double> above = errors.tailMap(distance);
    if (above.isEmpty()) {
      return errors.get(errors.lastKey());
    }
    double high = above.firstKey();
    SortedMap<Double, Double> below = errors.headMap(distance);
    if (high == distance || below.isEmpty()) {
      return errors.get(high);
    }
    double low = below.lastKey();
    double part = (distance - low) / (high - low);
    return errors.get(low) + part * (errors.get(high) - errors.get(low));
  }

  /** The rules of a sport key, or of its longest beginning that has some; null if none has. */
  static LadderRules of(Map<String, LadderRules> models, String sport) {
    for (String key = sport; ; key = key.substring(0, key.lastIndexOf('_'))) {
      if (models.containsKey(key)) {
        return models.get(key);
      }
      if (key.lastIndexOf('_') < 1) {
        return null;
      }
    }
  }
}
