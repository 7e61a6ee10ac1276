package io.betintel.ev.fit;

import io.betintel.ev.bettype.LadderForm;
import io.betintel.ev.bettype.LadderModel;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A form whose scale is looked for.
 *
 * @param growing the part of the standard deviation that is in proportion to the line, 0 to 1
 * @param keys as of {@link LadderModel}
 */
record Candidate(LadderForm form, double growing, SortedMap<Integer, Double> keys) {
  /** Below this line a count is worth a form of its own. */
  private static final double SMALL_COUNT = 12;

  private static final double SMALL_MARGIN = 4;

  /** What a model has until errors are known: nothing is too far. */
  private static final double NO_LIMIT = 4;

  /**
   * The forms that make sense for ladders, the simplest first.
   *
   * @param props whether the ladders are of players: the level differs between them, so a scale can
   *     be seen to grow
   * @param middle the median of the lines' absolute values
   */
  static List<Candidate> of(String sport, boolean signed, boolean props, double middle) {
    List<Candidate> all = new ArrayList<>();
    List<SortedMap<Integer, Double>> keys =
        props ? Collections.singletonList(new TreeMap<>()) : KeyNumbers.of(sport, signed);
    for (SortedMap<Integer, Double> numbers : keys) {
      if (middle < SMALL_COUNT && !signed) {
        all.add(new Candidate(LadderForm.POISSON, 0, numbers));
      }
      if (signed || numbers.isEmpty()) {
        all.add(new Candidate(LadderForm.NORMAL, 0, numbers));
      }
      if (middle < SMALL_MARGIN && signed) {
        all.add(new Candidate(LadderForm.SKELLAM, 0, numbers));
      }
    }
    if (props) {
      all.add(new Candidate(LadderForm.NORMAL, 0.5, new TreeMap<>()));
      all.add(new Candidate(LadderForm.NORMAL, 0.9, new TreeMap<>()));
    }
    if (middle < SMALL_COUNT && !signed) {
      all.add(new Candidate(LadderForm.NEGATIVE_BINOMIAL, 0, new TreeMap<>()));
    }
    return all;
  }

  /** Whether there is a scale to look for. */
  boolean hasScale() {
    return form != LadderForm.POISSON;
  }

  /**
   * The model whose standard deviation at the middle line is {@code deviation}; null if the form
   * has none such.
   */
  LadderModel model(double deviation, double middle) {
    double scale =
        switch (form) {
          case NORMAL -> deviation * (1 - growing);
          case POISSON -> 1;
          case NEGATIVE_BINOMIAL -> deviation * deviation / middle;
          case SKELLAM -> deviation;
        };
    double growth = form == LadderForm.NORMAL ? deviation * growing / middle : 0;
    boolean sound =
        switch (form) {
          case NORMAL -> growth <= 1;
          case POISSON -> true;
          case NEGATIVE_BINOMIAL -> scale > 1.02 && scale < 8;
          case SKELLAM -> scale >= 0.7 && scale <= 6;
        };
    if (!sound) {
      return null;
    }
    TreeMap<Double, Double> errors = new TreeMap<>();
    errors.put(0.0, 1.0);
    return new LadderModel(
        form, Decimal.of(scale, 3), Decimal.of(growth, 4), keys, NO_LIMIT, errors, 2);
  }
}
