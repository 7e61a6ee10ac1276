package io.betintel.ev.fit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.betintel.ev.bettype.LadderForm;
import io.betintel.ev.bettype.LadderModel;
import io.betintel.ev.odds.Bookmaker;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Estimates beside the bookmakers who quote the same point. */
class SamePointsTest {
  private static final LadderGroup GROUP = new LadderGroup("totals", "basketball_nba");

  /**
   * The standard deviation is 1000 points: all quantiles near even are as good as probabilities.
   */
  private static final LadderModel MODEL =
      new LadderModel(
          LadderForm.NORMAL, 1000, 0, new TreeMap<>(), 2, new TreeMap<>(Map.of(0.0, 0.1)), 2);

  /**
   * A and B quote 0.52 and 0.49 at 215. C quotes 0.50 at 214 and 216, so both are estimated as 0.50
   * there: misses of 0.02 and 0.01, a mean of 0.015. They are 0.03 apart, one pair, though each is
   * left out in turn. C's points lie beyond the others' and count for nothing.
   */
  @Test
  void aPairCountsOnceAndIsOfThePointsThatAreEstimated() {
    SamePoints there = there(List.of(ladder("e1", 0.52, 0.49)));

    assertThat(there.missed().count()).isEqualTo(2);
    assertThat(there.missedMean()).isCloseTo(0.015, within(1e-9));
    assertThat(there.missed().median()).isCloseTo(0.015, within(1e-9));
    assertThat(there.naive().median()).isCloseTo(0.015, within(1e-9));
    assertThat(there.pairs().count()).isEqualTo(1);
    assertThat(there.pairs().median()).isCloseTo(0.03, within(1e-9));
    assertThat(there.apartMean()).isCloseTo(0.03, within(1e-9));
    assertThat(there.ratio()).isCloseTo(0.5, within(1e-6));
  }

  /**
   * The second ladder's misses are 0.04 and 0 and its pair is 0.04 apart. Sums by ladder: misses
   * 0.03 and 0.04, distances 0.06 and 0.08. Both have a ratio of 0.5, so nothing is in doubt. With
   * 0.55 and 0.51 instead, 0.06 and 0.08: the ratio is 0.09 / 0.14 = 0.642857, the ladders are off
   * by 0.03 - 0.642857 x 0.06 = -0.008571 and 0.008571, and the error is sqrt(2) x 0.008571 / 0.14
   * = 0.086582.
   */
  @Test
  void theErrorOfARatioIsOfWholeLadders() {
    SamePoints same = there(List.of(ladder("e1", 0.52, 0.49), ladder("e2", 0.54, 0.50)));
    SamePoints other = there(List.of(ladder("e1", 0.52, 0.49), ladder("e2", 0.55, 0.51)));

    assertThat(same.ratio()).isCloseTo(0.5, within(1e-6));
    assertThat(same.error()).isCloseTo(0, within(1e-6));
    assertThat(other.pairs().count()).isEqualTo(2);
    assertThat(other.ratio()).isCloseTo(0.642857, within(1e-5));
    assertThat(other.error()).isCloseTo(0.086582, within(2e-5));
  }

  @Test
  void aPointThatNobodyElseQuotesIsLeftOut() {
    List<QuotedPoint> points = new ArrayList<>();
    points.add(point("a", 215, 0.52));
    points.add(point("c", 214, 0.5));
    points.add(point("c", 216, 0.5));

    SamePoints there = there(List.of(new QuotedLadder(key("e1"), points)));

    assertThat(there.missed().count()).isZero();
    assertThat(there.pairs().count()).isZero();
    assertThat(there.ratio()).isNaN();
  }

  private static SamePoints there(List<QuotedLadder> ladders) {
    return Quality.of(LeaveOneOut.of(ladders, MODEL), Floor.of(ladders)).there();
  }

  private static QuotedLadder ladder(String event, double one, double other) {
    return new QuotedLadder(
        key(event),
        List.of(
            point("a", 215, one),
            point("b", 215, other),
            point("c", 214, 0.5),
            point("c", 216, 0.5)));
  }

  private static LadderKey key(String event) {
    return new LadderKey(GROUP, event, "", Instant.EPOCH);
  }

  private static QuotedPoint point(String bookmaker, double threshold, double above) {
    return new QuotedPoint(new Bookmaker(bookmaker), threshold, 1.9, 1.9, above);
  }
}
