package io.betintel.ev.bettype;

import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * How probable results are between the points that references quote, for one family of markets in
 * one sport. Distances and errors are in standard deviations of the result, so that one table holds
 * for low and high lines alike.
 *
 * @param scale see {@link LadderForm}; above 0, at most 1000
 * @param growth of the standard deviation with the value, 0 to 1; only of {@link LadderForm#NORMAL}
 * @param keyNumbers results that are more or less frequent than the form says, by their absolute
 *     value, with how many times: American football ends 3 apart 2.5 times as often as a normal
 *     distribution has it. 0 to 200, each above 0 and at most 20; none of NEGATIVE_BINOMIAL or with
 *     a growth
 * @param distanceLimit farther from the nearest quoted point nothing is valued; above 0, at most 4
 * @param errors the standard error by distance, which rises; the first is of distance 0: of a price
 *     that references quote. Between two distances it is interpolated, beyond the last it is the
 *     last. Half of the width that covers 68 % of what was seen outside of the fit
 * @param tail how many standard errors cover 95 % of what was seen; 1 to 10, of a normal
 *     distribution 1.96
 * @param uneven how much of an estimate's unevenness comes on top of its standard error; 0 to 2.
 *     Bookmakers quote a main line where they are even: an estimate that is not even at such a
 *     point is one that they doubt
 * @param smoothing how many references the curve counts for at each quoted point, when points
 *     between are estimated; 0 to 100, 0 to go through every point
 * @param leaning how much the number of references at a quoted point counts beside its distance,
 *     when points between are estimated: the power of the number, 0 to 1, 0 for the distance alone
 */
public record LadderModel(
    LadderForm form,
    double scale,
    double growth,
    SortedMap<Integer, Double> keyNumbers,
    double distanceLimit,
    SortedMap<Double, Double> errors,
    double tail,
    double uneven,
    double smoothing,
    double leaning) {
  /** The most key numbers, and the most distances in the table. */
  private static final int MOST = 64;

  public LadderModel {
    keyNumbers = Collections.unmodifiableSortedMap(new TreeMap<>(keyNumbers));
    errors = Collections.unmodifiableSortedMap(new TreeMap<>(errors));
    require("scale", scale, scale > 0 && scale <= 1000, "above 0, at most 1000");
    require("growth", growth, growth >= 0 && growth <= 1, "0 to 1");
    require(
        "growth", growth, growth == 0 || form == LadderForm.NORMAL, "0 unless the form is normal");
    require(
        "scale",
        scale,
        form != LadderForm.NEGATIVE_BINOMIAL || scale > 1,
        "above 1 if the form is negative_binomial: the variance divided by the mean");
    require(
        "distance_limit",
        distanceLimit,
        distanceLimit > 0 && distanceLimit <= 4,
        "above 0, at most 4");
    require("tail", tail, tail >= 1 && tail <= 10, "1 to 10");
    require("uneven", uneven, uneven >= 0 && uneven <= 2, "0 to 2");
    require("smoothing", smoothing, smoothing >= 0 && smoothing <= 100, "0 to 100");
    require("leaning", leaning, leaning >= 0 && leaning <= 1, "0 to 1");
    requireKeyNumbers(form, growth, keyNumbers);
    requireErrors(errors);
  }

  /** A model whose errors depend on the distance alone, and that goes through every point. */
  public LadderModel(
      LadderForm form,
      double scale,
      double growth,
      SortedMap<Integer, Double> keyNumbers,
      double distanceLimit,
      SortedMap<Double, Double> errors,
      double tail) {
    this(form, scale, growth, keyNumbers, distanceLimit, errors, tail, 0, 0, 0);
  }

  /** This model with other errors. */
  public LadderModel with(
      double otherLimit, SortedMap<Double, Double> otherErrors, double otherTail, double other) {
    return new LadderModel(
        form,
        scale,
        growth,
        keyNumbers,
        otherLimit,
        otherErrors,
        otherTail,
        other,
        smoothing,
        leaning);
  }

  /** This model with other estimates between two quoted points. */
  public LadderModel between(double otherSmoothing, double otherLeaning) {
    return new LadderModel(
        form,
        scale,
        growth,
        keyNumbers,
        distanceLimit,
        errors,
        tail,
        uneven,
        otherSmoothing,
        otherLeaning);
  }

  /**
   * The standard error of an estimate.
   *
   * @param distance to the nearest quoted point
   * @param unevenness how far the estimate is from even, as far as that counts, from 0
   */
  public double error(double distance, double unevenness) {
    return error(distance) + uneven * unevenness;
  }

  /** The standard error of a price at a distance, both in standard deviations of the result. */
  public double error(double distance) {
    double before = errors.firstKey();
    double error = errors.get(before);
    if (distance <= before) { // of a price that references quote, as most are
      return error;
    }
    // The table has a handful of rows; a search would cost more than this loop.
    for (var row : errors.entrySet()) {
      if (distance <= row.getKey()) {
        return error + (row.getValue() - error) * (distance - before) / (row.getKey() - before);
      }
      before = row.getKey();
      error = row.getValue();
    }
    return error;
  }

  private static void requireKeyNumbers(
      LadderForm form, double growth, SortedMap<Integer, Double> numbers) {
    require("key_numbers", numbers, numbers.size() <= MOST, "at most " + MOST);
    require(
        "key_numbers",
        numbers,
        numbers.isEmpty() || (form != LadderForm.NEGATIVE_BINOMIAL && growth == 0),
        "none if the form is negative_binomial or there is a growth");
    numbers.forEach(
        (number, times) -> {
          require("key_numbers", number, number >= 0 && number <= 200, "results from 0 to 200");
          require(
              "key_numbers." + number,
              times,
              times > 0 && times <= 20,
              "above 0, at most 20 times");
        });
  }

  private static void requireErrors(SortedMap<Double, Double> errors) {
    require(
        "errors",
        errors,
        !errors.isEmpty() && errors.size() <= MOST && errors.firstKey() == 0,
        "1 to " + MOST + " distances with their standard errors, the first of distance 0");
    double before = 0;
    for (var row : errors.entrySet()) {
      double error = row.getValue();
      require(
          "errors." + row.getKey(),
          error,
          error > 0 && error >= before && error <= 4 && row.getKey() <= 4,
          "a standard error above 0, at most 4, that does not fall with the distance");
      before = error;
    }
  }

  private static void require(String field, Object value, boolean sound, String accepted) {
    if (!sound) {
      throw new IllegalArgumentException(field + " is " + value + ": accepted is " + accepted);
    }
  }
}
