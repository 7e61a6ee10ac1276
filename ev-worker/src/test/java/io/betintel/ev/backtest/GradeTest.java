package io.betintel.ev.backtest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.betintel.ev.bettype.Shape;
import io.betintel.ev.odds.BetType;
import io.betintel.ev.odds.Score;
import io.betintel.ev.odds.SportingEvent;
import java.time.Instant;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class GradeTest {
  private static final SportingEvent MATCH =
      new SportingEvent("m", "soccer_epl", Instant.EPOCH, "Home", "Away");

  @ParameterizedTest
  @CsvSource({
    "Home, 2, 1, WON", "Home, 1, 1, LOST", "Home, 0, 1, LOST",
    "Draw, 2, 1, LOST", "Draw, 1, 1, WON", "Draw, 0, 1, LOST",
    "Away, 2, 1, LOST", "Away, 1, 1, LOST", "Away, 0, 1, WON"
  })
  void winnerOfThree(String outcome, int home, int away, Grade expected) {
    assertThat(settle(Shape.WINNER, outcome, null, home, away)).contains(expected);
  }

  @Test
  void drawReturnsTheStakesWhereNobodyCouldBetOnIt() {
    assertThat(new FinalScore(MATCH, new Score(1, 1)).grade(Shape.WINNER, "Home", null, false))
        .contains(Grade.PUSHED);
  }

  @ParameterizedTest
  @CsvSource({
    "Over, 2.5, 2, 1, WON", "Under, 2.5, 2, 1, LOST",
    "Over, 3, 2, 1, PUSHED", "Under, 3, 2, 1, PUSHED",
    // Half of the stake is on 3, which pushes, the other half on 2.5 or 3.5.
    "Over, 2.75, 2, 1, HALF_WON", "Under, 2.75, 2, 1, HALF_LOST",
    "Over, 3.25, 2, 1, HALF_LOST", "Under, 3.25, 2, 1, HALF_WON",
    "Over, 2.75, 2, 0, LOST", "Over, 3.25, 2, 2, WON"
  })
  void goalsOverAndUnder(String outcome, double point, int home, int away, Grade expected) {
    assertThat(settle(Shape.OVER_UNDER, outcome, point, home, away)).contains(expected);
  }

  /** The point is the outcome's own: the away side at -0.25 is the other side of home +0.25. */
  @ParameterizedTest
  @CsvSource({
    "Home, -1.5, 3, 1, WON", "Home, -1.5, 2, 1, LOST", "Away, 1.5, 2, 1, WON",
    "Home, -1, 2, 1, PUSHED", "Away, 1, 2, 1, PUSHED", "Home, 0, 1, 1, PUSHED",
    // -0.25 is half at 0, which a draw returns, and half at -0.5, which a draw loses.
    "Home, -0.25, 1, 1, HALF_LOST", "Away, 0.25, 1, 1, HALF_WON", "Home, -0.25, 1, 0, WON",
    // -0.75 is half at -0.5 and half at -1: a win by one wins the first and returns the second.
    "Home, -0.75, 2, 1, HALF_WON", "Away, 0.75, 2, 1, HALF_LOST", "Home, -0.75, 1, 1, LOST",
    "Home, 1.75, 0, 2, HALF_LOST", "Away, -1.75, 0, 2, HALF_WON"
  })
  void asianHandicap(String outcome, double point, int home, int away, Grade expected) {
    assertThat(settle(Shape.SPREAD, outcome, point, home, away)).contains(expected);
  }

  @Test
  void profitOfAUnitStake() {
    // At 1.9 a win brings 0.9, half a win 0.45, half a loss takes 0.5.
    assertThat(Grade.WON.profit(1.9)).isCloseTo(0.9, within(1e-12));
    assertThat(Grade.HALF_WON.profit(1.9)).isCloseTo(0.45, within(1e-12));
    assertThat(Grade.PUSHED.profit(1.9)).isZero();
    assertThat(Grade.HALF_LOST.profit(1.9)).isEqualTo(-0.5);
    assertThat(Grade.LOST.profit(1.9)).isEqualTo(-1);
  }

  @Test
  void whatAScoreDoesNotSettleIsNotSettled() {
    assertThat(settle(Shape.WINNER, "Somebody", null, 2, 1)).isEmpty();
    assertThat(settle(Shape.OVER_UNDER, "Exactly", 3.0, 2, 1)).isEmpty();
    assertThat(settle(Shape.OVER_UNDER, "Over", null, 2, 1)).isEmpty();
    assertThat(settle(Shape.SPREAD, "Home", null, 2, 1)).isEmpty();
    assertThat(settle(Shape.SPREAD, "Home", 0.1, 2, 1)).isEmpty();
  }

  /** The goals of a half, or a player's assists, are not in the final score. */
  @Test
  void onlyBetTypesOnTheFinalScoreAreSettledByIt() {
    assertThat(FinalScore.settles(new BetType("totals"))).isTrue();
    assertThat(FinalScore.settles(new BetType("totals_h1"))).isFalse();
    assertThat(FinalScore.settles(new BetType("player_assists"))).isFalse();
    assertThat(settle(Shape.YES_NO, "Yes", null, 2, 1)).isEmpty();
  }

  @Property(seed = "20261101")
  void quarterLineIsHalfOfEachOfItsNeighbours(
      @ForAll @IntRange(max = 9) int home,
      @ForAll @IntRange(max = 9) int away,
      @ForAll @IntRange(min = -20, max = 20) int halves,
      @ForAll boolean homeSide,
      @ForAll @IntRange(min = 101, max = 2000) int price) {
    double quarter = halves / 2.0 + 0.25;
    String side = homeSide ? "Home" : "Away";
    double odds = price / 100.0;

    double whole = profit(Shape.SPREAD, side, quarter, home, away, odds);
    double lower = profit(Shape.SPREAD, side, quarter - 0.25, home, away, odds);
    double upper = profit(Shape.SPREAD, side, quarter + 0.25, home, away, odds);

    assertThat(whole).isCloseTo((lower + upper) / 2, within(1e-12));
  }

  @Property(seed = "20261101")
  void totalsQuarterLineIsHalfOfEachOfItsNeighbours(
      @ForAll @IntRange(max = 9) int home,
      @ForAll @IntRange(max = 9) int away,
      @ForAll @IntRange(min = 1, max = 24) int halves,
      @ForAll boolean over) {
    double quarter = halves / 2.0 + 0.25;
    String side = over ? "Over" : "Under";

    double whole = profit(Shape.OVER_UNDER, side, quarter, home, away, 1.9);
    double lower = profit(Shape.OVER_UNDER, side, quarter - 0.25, home, away, 1.9);
    double upper = profit(Shape.OVER_UNDER, side, quarter + 0.25, home, away, 1.9);

    assertThat(whole).isCloseTo((lower + upper) / 2, within(1e-12));
  }

  /** What one side wins the other loses, and both are decided or returned together. */
  @Property(seed = "20261101")
  void twoSidesMirrorEachOther(
      @ForAll @IntRange(max = 9) int home,
      @ForAll @IntRange(max = 9) int away,
      @ForAll @IntRange(min = -40, max = 40) int quarters) {
    double point = quarters / 4.0;
    Grade one = settle(Shape.SPREAD, "Home", point, home, away).orElseThrow();
    Grade other = settle(Shape.SPREAD, "Away", -point, home, away).orElseThrow();

    assertThat(one.profit(2)).isEqualTo(-other.profit(2) + 0.0);
    assertThat(one.decided()).isEqualTo(other.decided());
  }

  private static double profit(
      Shape shape, String outcome, double point, int home, int away, double odds) {
    return settle(shape, outcome, point, home, away).orElseThrow().profit(odds);
  }

  private static Optional<Grade> settle(
      Shape shape, String outcome, Double point, int home, int away) {
    return new FinalScore(MATCH, new Score(home, away)).grade(shape, outcome, point, true);
  }
}
