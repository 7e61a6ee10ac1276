package io.betintel.ev.value;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.betintel.ev.priced.ValueClass;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import org.junit.jupiter.api.Test;

class ParlayTest {
  private static final double EXACT = 1e-12;

  @Test
  void legsOfDifferentEventsMultiply() {
    Parlay parlay = Parlay.of(legs("a", 0.5, "b", 0.6, "c", 0.8)); // .24

    assertThat(parlay.exact()).isTrue();
    assertThat(parlay.lower()).isCloseTo(0.24, within(EXACT));
    // .24 x 4.5 - 1 = .08; Kelly .08 / 3.5, a quarter of it.
    OfferValue worth = parlay.worth(4.5, Staking.DEFAULT);
    assertThat(worth.ev()).isCloseTo(0.08, within(EXACT));
    assertThat(worth.kelly()).isCloseTo(0.022857142857, within(EXACT));
    assertThat(worth.stake()).isCloseTo(0.005714285714, within(EXACT));
    assertThat(worth.valueClass()).isEqualTo(ValueClass.TAKE);
  }

  @Test
  void legsOfOneEventHaveFrechetsBounds() {
    // At least .7 + .6 - 1, at most the least.
    Parlay two = Parlay.of(legs("a", 0.7, "a", 0.6));
    // .9 + .9 + .8 - 2.
    Parlay three = Parlay.of(legs("a", 0.9, "a", 0.9, "a", 0.8));
    // .4 + .3 is below 1: they may exclude each other.
    Parlay rare = Parlay.of(legs("a", 0.4, "a", 0.3));

    assertThat(two.exact()).isFalse();
    assertThat(two.lower()).isCloseTo(0.3, within(EXACT));
    assertThat(two.upper()).isEqualTo(0.6);
    assertThat(three.lower()).isCloseTo(0.6, within(EXACT));
    assertThat(three.upper()).isEqualTo(0.8);
    assertThat(rare.lower()).isZero();
    assertThat(rare.upper()).isEqualTo(0.3);
  }

  @Test
  void boundsOfAnEventMultiplyWithOtherEvents() {
    Parlay parlay = Parlay.of(legs("a", 0.7, "b", 0.5, "a", 0.6)); // .3 and .6, times .5

    assertThat(parlay.lower()).isCloseTo(0.15, within(EXACT));
    assertThat(parlay.upper()).isCloseTo(0.3, within(EXACT));
  }

  @Test
  void boundedParlayIsNeverATake() {
    // .3 x 4 - 1 = .2 even at the lower bound; the same of one leg is a take.
    assertThat(Parlay.of(legs("a", 0.7, "a", 0.6)).worth(4, Staking.DEFAULT).valueClass())
        .isEqualTo(ValueClass.MARGINAL);
    assertThat(Parlay.of(legs("a", 0.5, "b", 0.6)).worth(4, Staking.DEFAULT).valueClass())
        .isEqualTo(ValueClass.TAKE);
    assertThat(Parlay.of(legs("a", 0.7, "a", 0.6)).worth(3, Staking.DEFAULT).valueClass())
        .isEqualTo(ValueClass.NONE);
  }

  @Test
  void probabilityOutOfRangeIsRefused() {
    for (double wrong : new double[] {0, -0.1, 1.1, Double.NaN}) {
      assertThatThrownBy(() -> new ParlayLeg("a", wrong)).hasMessageContaining("probability is");
    }
  }

  /** Independence and every other dependence lie within the bounds. */
  @Property
  void productOfOneEventsLegsIsWithinTheirBounds(
      @ForAll @DoubleRange(min = 0.01, max = 1) double one,
      @ForAll @DoubleRange(min = 0.01, max = 1) double other) {
    Parlay same = Parlay.of(legs("a", one, "a", other));

    assertThat(one * other).isBetween(same.lower() - 1e-12, same.upper() + 1e-12);
  }

  private static List<ParlayLeg> legs(Object... given) {
    List<ParlayLeg> legs = new ArrayList<>();
    for (int i = 0; i < given.length; i += 2) {
      legs.add(new ParlayLeg((String) given[i], (Double) given[i + 1]));
    }
    return legs;
  }
}
