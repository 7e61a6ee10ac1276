package io.betintel.ev.it;

import io.betintel.ev.harness.Installation;
import io.betintel.ev.harness.Reckoning;
import io.betintel.ev.harness.UnderTraffic;
import io.betintel.localstack.LocalStack;
import io.betintel.localstack.LocalStackExtension;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The broker is killed again and again while events flow; pricing goes on each time. */
@ExtendWith(LocalStackExtension.class)
@Tag("full")
final class BrokerFaultsIT {
  private static final int KILLS = 10;

  @Test
  void brokerIsKilledAgainAndAgain(LocalStack stack) throws Exception {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    try (UnderTraffic all = UnderTraffic.begin(Installation.of(stack), seed)) {
      for (int kill = 1; kill <= KILLS; kill++) {
        stack.kafka().kill();
        Thread.sleep(random.nextInt(3_000)); // how long it is away is a part of the fault
        stack.kafka().start();
        long back = System.nanoTime();
        all.moves("kill " + kill + "\n" + all.worker().readiness());
        System.out.printf(
            "kill %d: on again %.1f s after the broker%n", kill, (System.nanoTime() - back) / 1e9);
        Thread.sleep(random.nextInt(4_000)); // under load between two kills
      }
      all.workedOff("broker killed ten times");
      new Reckoning(all.installation()).comesOutEvenAfterRepeats();
    }
  }
}
