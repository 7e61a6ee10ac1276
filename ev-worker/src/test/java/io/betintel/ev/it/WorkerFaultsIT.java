package io.betintel.ev.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.betintel.ev.harness.Installation;
import io.betintel.ev.harness.Reckoning;
import io.betintel.ev.harness.UnderTraffic;
import io.betintel.ev.harness.WorkerProcess;
import io.betintel.localstack.LocalStack;
import io.betintel.localstack.LocalStackExtension;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Workers are killed, stand still and come back, or are restarted, while events flow: what is left
 * of them takes over, and nothing is lost or doubled.
 */
@ExtendWith(LocalStackExtension.class)
final class WorkerFaultsIT {
  /** The exit code after SIGTERM. */
  private static final int TERMINATED = 143;

  /** Longer than a session (6 s here), and than a transaction may be open (10 s). */
  private static final int ASLEEP_SECONDS = 15;

  private static final Duration PATIENCE = Duration.ofMinutes(3);

  /** One sample of what follows. */
  @Test
  void killedTwice(LocalStack stack) throws Exception {
    Random random = new Random(20261129);
    try (Workers workers = new Workers(stack, 20261129)) {
      Thread.sleep(random.nextInt(500)); // the moment is what is random
      workers.killAndReplace(0);
      Thread.sleep(random.nextInt(500)); // while it starts
      workers.killAndReplace(0);
      workers.workedOff("the only worker killed twice");
    }
  }

  /** Also while it starts, and while it restores what it holds. */
  @Test
  @Tag("full")
  void theOnlyOneIsKilledTwentyTimes(LocalStack stack) throws Exception {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    try (Workers workers = new Workers(stack, seed)) {
      for (int kill = 1; kill <= 20; kill++) {
        boolean starting = random.nextInt(3) == 0;
        if (!starting) {
          workers.allMove("before kill " + kill);
        }
        Thread.sleep(random.nextInt(starting ? 8_000 : 2_000)); // the moment is what is random
        workers.killAndReplace(0);
      }
      workers.workedOff("the only worker killed 20 times");
    }
  }

  @Test
  @Tag("full")
  void oneOfTwoIsKilledFiveTimesAndTheOtherTakesOver(LocalStack stack) throws Exception {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    try (Workers workers = new Workers(stack, seed)) {
      workers.add();
      for (int kill = 1; kill <= 5; kill++) {
        workers.allMove("before kill " + kill);
        Thread.sleep(random.nextInt(3_000)); // the moment is what is random
        int victim = random.nextInt(2);
        workers.get(victim).kill();
        workers.takesOver(1 - victim);
        workers.replace(victim);
      }
      workers.workedOff("one of two workers killed 5 times");
    }
  }

  /** Others have its partitions when it wakes up, and its transaction was ended. */
  @Test
  @Tag("full")
  void oneOfTwoSleepsPastItsSessionAndItsTransaction(LocalStack stack) throws Exception {
    try (Workers workers = new Workers(stack, 3)) {
      workers.add();
      workers.allMove("two workers");
      WorkerProcess zombie = workers.get(1);
      zombie.pause();
      try {
        long end = System.nanoTime() + ASLEEP_SECONDS * 1_000_000_000L;
        workers.takesOver(0);
        long left = (end - System.nanoTime()) / 1_000_000;
        Thread.sleep(Math.max(0, left)); // how long it sleeps is a part of the fault
      } finally {
        zombie.resume();
      }
      workers.workedOff("one of two workers asleep for 15 s");
    }
  }

  @Test
  @Tag("full")
  void bothSleepPastTheirSessions(LocalStack stack) throws Exception {
    try (Workers workers = new Workers(stack, 4)) {
      workers.add();
      workers.allMove("two workers");
      workers.each().forEach(WorkerProcess::pause);
      try {
        Thread.sleep(ASLEEP_SECONDS * 1_000L); // how long they sleep is a part of the fault
      } finally {
        workers.each().forEach(WorkerProcess::resume);
      }
      workers.workedOff("two workers asleep for 15 s");
    }
  }

  @Test
  @Tag("full")
  void rollingRestarts(LocalStack stack) throws Exception {
    try (Workers workers = new Workers(stack, 5)) {
      workers.add();
      for (int round = 1; round <= 3; round++) {
        workers.allMove("round " + round);
        for (int each = 0; each < 2; each++) {
          WorkerProcess leaving = workers.get(each);
          leaving.terminate();
          assertThat(leaving.exitCode()).isEqualTo(TERMINATED);
          WorkerProcess successor = workers.replace(each);
          await("round " + round).atMost(PATIENCE).until(successor::ready);
        }
      }
      workers.workedOff("3 rolling restarts of two workers");
    }
  }

  /** Some workers under traffic. */
  private static final class Workers implements AutoCloseable {
    private final UnderTraffic all;
    private final List<WorkerProcess> each = new ArrayList<>();

    Workers(LocalStack stack, long seed) throws Exception {
      all = UnderTraffic.begin(Installation.of(stack), seed);
      each.add(all.worker());
    }

    WorkerProcess get(int number) {
      return each.get(number);
    }

    List<WorkerProcess> each() {
      return each;
    }

    void add() {
      each.add(all.installation().start().awaitReady());
    }

    /** Another starts in the place of one that has ended. */
    WorkerProcess replace(int number) {
      each.set(number, all.installation().start());
      return get(number);
    }

    void killAndReplace(int number) {
      get(number).kill();
      replace(number);
    }

    void allMove(String when) {
      all.watch(each.toArray(WorkerProcess[]::new));
      all.moves(when);
    }

    /** Returns once this one alone does all there is to do. */
    void takesOver(int number) {
      WorkerProcess survivor = get(number);
      for (String sink : List.of("postgres", "redis")) {
        String whole = sink + " UP " + Installation.PARTITIONS + " partitions";
        await(whole).atMost(PATIENCE).until(() -> survivor.readiness().contains(whole));
      }
      new Reckoning(all.installation()).awaitTaken();
      all.watch(survivor);
      all.moves("the other one is gone");
    }

    /** With what the second implementation makes of the events, and nothing published twice. */
    void workedOff(String fault) throws Exception {
      all.watch(each.toArray(WorkerProcess[]::new));
      all.workedOff(fault);
      new Reckoning(all.installation()).comesOutEven();
    }

    @Override
    public void close() {
      all.close();
    }
  }
}
