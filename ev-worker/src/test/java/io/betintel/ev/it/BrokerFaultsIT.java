package io.betintel.ev.it;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.betintel.ev.harness.Installation;
import io.betintel.ev.harness.Reckoning;
import io.betintel.ev.harness.UnderTraffic;
import io.betintel.localstack.LocalStack;
import io.betintel.localstack.LocalStackExtension;
import io.betintel.localstack.Server;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.apache.kafka.clients.admin.Admin;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The broker is killed, stopped, and has no room while events flow; pricing goes on each time. */
@ExtendWith(LocalStackExtension.class)
@Tag("full")
final class BrokerFaultsIT {
  private static final int KILLS = 10;
  private static final int STOPPED_SECONDS = 40;

  /** What every log may grow by until the disk is full: a second or two of this traffic. */
  private static final long ROOM = 64 << 10;

  private static final Duration PATIENCE = Duration.ofSeconds(90);

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

  @Test
  void brokerIsStoppedForAWhile(LocalStack stack) throws Exception {
    try (UnderTraffic all = UnderTraffic.begin(Installation.of(stack), 1)) {
      stack.kafka().stop();
      long end = System.nanoTime() + STOPPED_SECONDS * 1_000_000_000L;
      all.says("Kafka is said to be away", () -> isSaidToBeAway(all));
      while (System.nanoTime() < end) {
        assertThat(isSaidToBeAway(all)).as(all.worker().readiness()).isTrue();
        assertThat(all.worker().ready()).isFalse();
        assertThat(all.worker().status("/health/live")).isEqualTo(200);
        Thread.sleep(500); // what must be true all the time is looked at again and again
      }
      stack.kafka().start();
      all.workedOff("broker stopped for 40 s");
      new Reckoning(all.installation()).comesOutEvenAfterRepeats();
    }
  }

  /** The broker cannot append: it takes its only log directory offline and ends. */
  @Test
  void brokerHasNoRoom(LocalStack stack) throws Exception {
    try (UnderTraffic all = UnderTraffic.begin(Installation.of(stack), 2)) {
      String why = limitFiles(stack.kafka(), longestLog(all.installation()) + ROOM);
      System.out.println(why.isEmpty() ? "files are limited" : "NOT TESTED, " + why);
      assumeTrue(why.isEmpty(), why);
      await("the broker ends").atMost(PATIENCE).until(() -> !stack.kafka().running());
      all.says("Kafka is said to be away", () -> isSaidToBeAway(all));
      assertThat(all.worker().status("/health/live")).isEqualTo(200);

      stack.kafka().start(); // without the limit
      all.workedOff("broker has no room");
      new Reckoning(all.installation()).comesOutEvenAfterRepeats();
    }
  }

  private static boolean isSaidToBeAway(UnderTraffic all) {
    return all.worker().readiness().contains("stream WAITING stalled: ")
        && all.worker().metric("ev_part_stalled", "part=\"stream\"") == 1
        && all.lagIsUnknown("postgres")
        && all.lagIsUnknown("redis");
  }

  /** Of those that its traffic writes. */
  private static long longestLog(Installation installation) throws Exception {
    List<String> own = List.of(installation.topics().prefix(), installation.applicationId() + '-');
    try (Admin admin = installation.admin()) {
      return admin.describeLogDirs(List.of(1)).allDescriptions().get().values().stream()
          .flatMap(directories -> directories.values().stream())
          .flatMap(directory -> directory.replicaInfos().entrySet().stream())
          .filter(log -> own.stream().anyMatch(log.getKey().topic()::startsWith))
          .mapToLong(log -> log.getValue().size())
          .max()
          .orElseThrow();
    }
  }

  /** As on a full disk, the last write is cut short. Returns why it cannot be had; else empty. */
  private static String limitFiles(Server server, long bytes) throws InterruptedException {
    String command = "prlimit --pid " + server.pid() + " --fsize=" + bytes + ":unlimited";
    try {
      Process process = new ProcessBuilder(command.split(" ")).redirectErrorStream(true).start();
      String said = new String(process.getInputStream().readAllBytes(), UTF_8).strip();
      return process.waitFor() == 0 ? "" : command + ": " + said;
    } catch (IOException e) {
      return command + ": " + e.getMessage();
    }
  }
}
