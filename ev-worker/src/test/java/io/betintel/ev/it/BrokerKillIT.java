package io.betintel.ev.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.betintel.ev.harness.AuditRun;
import io.betintel.ev.harness.Installation;
import io.betintel.ev.harness.OddsGenerator;
import io.betintel.ev.harness.Pace;
import io.betintel.ev.harness.Producers;
import io.betintel.ev.harness.Reckoning;
import io.betintel.ev.harness.WorkerProcess;
import io.betintel.localstack.LocalStack;
import io.betintel.localstack.LocalStackExtension;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * The broker is killed and started again, over and over, while events flow: each time pricing and
 * both sinks go on, at the latest after the part was found to stand still.
 */
@ExtendWith(LocalStackExtension.class)
@Tag("full")
final class BrokerKillIT {
  private static final int KILLS = 6;
  private static final int BATCH = 30;

  /** Half a minute until a stall is seen, and as long until new clients have joined. */
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  @Test
  void pricingAndSinksGoOnAfterEveryKill(LocalStack stack) throws Exception {
    long seed = System.nanoTime();
    System.out.println("seed " + seed);
    Random random = new Random(seed);
    try (Installation installation = Installation.of(stack)) {
      WorkerProcess worker = installation.start().awaitReady();
      AtomicBoolean on = new AtomicBoolean(true);
      CompletableFuture<Void> sent = send(installation, new OddsGenerator(seed, 2_000), on);
      moves(worker, "before the first kill");
      for (int kill = 1; kill <= KILLS; kill++) {
        stack.kafka().kill();
        Thread.sleep(random.nextInt(3_000)); // how long it is away is a part of the fault
        stack.kafka().start();
        long back = System.nanoTime();
        moves(worker, "kill " + kill + "\n" + worker.readiness());
        System.out.printf(
            "kill %d: on again %.1f s after the broker%n", kill, (System.nanoTime() - back) / 1e9);
        Thread.sleep(random.nextInt(4_000)); // under load between two kills
      }
      on.set(false);
      sent.get();
      new Reckoning(installation).comesOutEvenAfterRepeats();
      AuditRun.clean(installation);
      assertThat(worker.alive()).isTrue();
      await().atMost(PATIENCE).until(worker::ready);
    }
  }

  /** Some events every few milliseconds, by a new producer each time, until it is switched off. */
  private static CompletableFuture<Void> send(
      Installation installation, OddsGenerator odds, AtomicBoolean on) {
    return CompletableFuture.runAsync(
        () -> {
          Producers producers = new Producers(installation);
          try {
            while (on.get()) {
              producers.send(Producers.Choice.ROUND_ROBIN, odds.events(BATCH));
              Thread.sleep(200);
            }
          } catch (Exception e) {
            throw new CompletionException(e);
          }
        });
  }

  /** Every part gets on from here. */
  private static void moves(WorkerProcess worker, String when) {
    Pace before = Pace.of(worker);
    await(when).atMost(PATIENCE).until(() -> Pace.of(worker).isBeyond(before));
  }
}
