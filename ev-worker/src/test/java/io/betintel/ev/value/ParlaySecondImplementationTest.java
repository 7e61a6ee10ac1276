package io.betintel.ev.value;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.betintel.ev.oracle.JointBets;
import io.betintel.ev.priced.ValueClass;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Parlays against the second implementation, which counts states of the world. */
class ParlaySecondImplementationTest {
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4})
  void randomParlaysHaveTheChancesOfTheExtremeWorlds(long seed) {
    Random random = new Random(seed);
    for (int round = 0; round < 500; round++) {
      JointBets worlds = new JointBets();
      List<ParlayLeg> legs = new ArrayList<>();
      for (int leg = 0; leg <= 1 + random.nextInt(6); leg++) {
        String event = "event " + random.nextInt(4);
        double p = random.nextInt(5) == 0 ? 1 : 0.02 + 0.97 * random.nextDouble();
        worlds.add(event, p);
        legs.add(new ParlayLeg(event, p));
      }
      Parlay parlay = Parlay.of(legs);

      assertThat(parlay.upper()).as("%s", legs).isCloseTo(worlds.most(), within(1e-12));
      assertThat(parlay.lower()).as("%s", legs).isCloseTo(worlds.least(), within(1e-12));
      requireWorth(parlay, legs, 1 + 20 * random.nextDouble());
    }
  }

  private static void requireWorth(Parlay parlay, List<ParlayLeg> legs, double odds) {
    long events = legs.stream().map(ParlayLeg::event).distinct().count();
    OfferValue worth = parlay.worth(odds, Staking.DEFAULT);

    assertThat(worth.ev()).isCloseTo(parlay.lower() * odds - 1, within(1e-12));
    if (events == legs.size()) {
      assertThat(parlay.exact()).as("%s", legs).isTrue();
    } else if (!parlay.exact()) {
      assertThat(worth.valueClass()).as("%s", legs).isNotEqualTo(ValueClass.TAKE);
    }
  }

  /** Whatever connects the bets of one event, a chance lies between the bounds. */
  @Test
  void anyWorldLiesBetweenTheBounds() {
    Random random = new Random(5);
    for (int round = 0; round < 500; round++) {
      int bets = 2 + random.nextInt(3);
      double[] states = new double[1 << bets];
      double total = 0;
      for (int state = 0; state < states.length; state++) {
        states[state] = random.nextInt(3) == 0 ? 1e-3 : random.nextDouble();
        total += states[state];
      }
      double all = states[states.length - 1] / total;
      List<ParlayLeg> legs = new ArrayList<>();
      for (int bet = 0; bet < bets; bet++) {
        double won = 0;
        for (int state = 0; state < states.length; state++) {
          won += ((state >> bet) & 1) == 1 ? states[state] / total : 0;
        }
        legs.add(new ParlayLeg("one", Math.min(1, Math.max(won, 1e-9))));
      }

      assertThat(all).isBetween(Parlay.of(legs).lower() - 1e-9, Parlay.of(legs).upper() + 1e-9);
    }
  }
}
