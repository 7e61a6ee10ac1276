package io.betintel.ev.pricing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.betintel.ev.bettype.Label;
import io.betintel.ev.bettype.Method;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class MarginMethodTest {
  /** S = 1.25: additive takes 0.0416667 off each, which the last two do not have. */
  private static final double[] SIX_RUNNERS = {1 / 0.87, 5, 10, 20, 50, 100};

  @Test
  void methodsAreNamedByTheirLabels() {
    assertThat(Label.labels(Method.class))
        .containsExactly(
            "multiplicative", "additive", "power", "odds_ratio", "shin", "probit", "goto");
    for (Method method : Method.values()) {
      assertThat(MarginMethod.of(method).method()).isEqualTo(method);
      assertThat(MarginMethod.of(method.label()).method()).isEqualTo(method);
    }
  }

  @Test
  void theNearestNameIsSuggested() {
    assertThatThrownBy(() -> MarginMethod.of("odds-ratio"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "method is \"odds-ratio\": did you mean odds_ratio? Accepted are multiplicative,"
                + " additive, power, odds_ratio, shin, probit, goto");
  }

  @Test
  void theWorstCaseIsNoMethod() {
    assertThatThrownBy(() -> MarginMethod.of("worst_case"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("a gate, not a price");
  }

  @Test
  void whatAreNoOddsIsRefusedByPlace() {
    for (MarginMethod method : MarginMethod.ALL) {
      assertThatThrownBy(() -> method.remove(new double[] {2, 1}))
          .as(method.method().label())
          .hasMessage("odds[1] is 1.0: decimal odds must be above 1 and finite");
      assertThatThrownBy(() -> method.remove(new double[] {2, 2, Double.NaN}))
          .hasMessageStartingWith("odds[2] is NaN");
      assertThatThrownBy(() -> method.remove(new double[] {2}))
          .hasMessageContaining("at least two");
    }
  }

  /**
   * The example of Clarke, Kovalchik and Ingram (2017), from the vignette of the R package implied:
   * 0.02 - 0.25/6 and 0.01 - 0.25/6 are below 0.
   */
  @Test
  void additiveSaysWhichOutcomeIsLeftNothing() {
    Removal removal = new Additive().remove(SIX_RUNNERS);

    assertThat(removal).isInstanceOf(Removal.NotPositive.class);
    Removal.NotPositive notPositive = (Removal.NotPositive) removal;
    assertThat(notPositive.outcome()).isEqualTo(5);
    assertThat(notPositive.probability()).isCloseTo(-0.0316667, within(1e-7));
  }

  @Test
  void theFallbackTakesTheLineThatTheMethodCannot() {
    MethodWithFallback additive = new MethodWithFallback(new Additive(), new Power());

    assertThat(additive.remove(SIX_RUNNERS).used()).isEqualTo(Method.POWER);
    assertThat(additive.remove(SIX_RUNNERS).removal()).isEqualTo(new Power().remove(SIX_RUNNERS));
    assertThat(additive.remove(new double[] {1.9, 1.9}).used()).isEqualTo(Method.ADDITIVE);
  }

  @Test
  void whatCanFailItselfIsNoFallback() {
    assertThatThrownBy(() -> new MethodWithFallback(new Additive(), new Goto()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "fallback is \"goto\": it can give an outcome no probability; accepted"
                + " are multiplicative, power, odds_ratio, shin, probit");
  }

  /** 2.6/2.4/4.3: multiplicative has the least for the first two, additive for the long shot. */
  @Test
  void theWorstCaseTakesEachOutcomesSmallest() {
    double[] worst = WorstCase.of(new double[] {2.6, 2.4, 4.3});

    assertThat(worst[0]).isCloseTo(0.372025955299, within(1e-12));
    assertThat(worst[1]).isCloseTo(0.403028118241, within(1e-12));
    assertThat(worst[2]).isCloseTo(0.221278075929, within(1e-12));
  }

  @Test
  void theWorstCaseIsNothingWhereAdditiveLeavesNothing() {
    assertThat(WorstCase.of(SIX_RUNNERS)[4]).isZero();
    assertThat(WorstCase.of(SIX_RUNNERS)[5]).isZero();
    assertThat(WorstCase.of(SIX_RUNNERS)[0]).isPositive();
  }

  @Test
  void probabilitiesThatDoNotAddUpAreAnError() {
    assertThatThrownBy(() -> new Removal.Fair(new double[] {0.5, 0.4}, OptionalDouble.empty()))
        .hasMessageStartingWith("they add up to 0.9");
  }
}
