package io.betintel.ev.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.betintel.ev.harness.AuditRun;
import io.betintel.ev.harness.Installation;
import io.betintel.ev.harness.OddsGenerator;
import io.betintel.ev.harness.Producers;
import io.betintel.ev.harness.Reckoning;
import io.betintel.ev.harness.TopicContents;
import io.betintel.ev.harness.WorkerProcess;
import io.betintel.ev.odds.MarketSnapshot;
import io.betintel.localstack.LocalStack;
import io.betintel.localstack.LocalStackExtension;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Three kinds of producers on one topic, two workers, a SIGKILL, the rebalances that follow and a
 * restart: the account balances.
 */
@ExtendWith(LocalStackExtension.class)
final class KillIT {

  @Test
  void killedInTheMiddleLosesNothingAndDoublesNothing(LocalStack stack) throws Exception {
    killedInTheMiddle(20260301, 2_000, stack);
  }

  @Tag("full")
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4})
  void killedAtManyMoments(long seed, LocalStack stack) throws Exception {
    killedInTheMiddle(seed, 40_000, stack);
  }

  @Test
  @Tag("full")
  void restartPublishesNothingThatDidNotChange(LocalStack stack) throws Exception {
    try (Installation installation = Installation.of(stack)) {
      List<MarketSnapshot> events = new OddsGenerator(11, 25).events(600);
      Producers producers = new Producers(installation);
      Reckoning reckoning = new Reckoning(installation);
      WorkerProcess first = installation.start().awaitReady();
      producers.sendAtOnce(events, 10_000).get();
      reckoning.comesOutEven();
      int published = publishedLines(installation);
      first.terminate();
      first.exitCode();

      WorkerProcess second = installation.start().awaitReady();
      producers.sendAtOnce(events, 10_000).get();

      await()
          .atMost(Duration.ofSeconds(60))
          .until(() -> second.metric("ev_records_total") == events.size());
      reckoning.comesOutEven();
      assertThat(second.metric("ev_records_total", "outcome=\"superseded\""))
          .isEqualTo(events.size());
      assertThat(publishedLines(installation)).isEqualTo(published);
    }
  }

  private static void killedInTheMiddle(long seed, int count, LocalStack stack) throws Exception {
    System.out.println("seed " + seed);
    Random random = new Random(seed);
    try (Installation installation = Installation.of(stack)) {
      // So many markets that most see one or two events: no later one repairs what is lost.
      List<MarketSnapshot> events = new OddsGenerator(seed, count / 4).events(count);
      WorkerProcess victim = installation.start();
      WorkerProcess witness = installation.start();
      victim.awaitReady();
      witness.awaitReady();

      Producers producers = new Producers(installation);
      int moment = count / 4 + random.nextInt(count / 2);
      producers.sendAtOnce(events.subList(0, moment), 400).get();
      await("the victim has committed something")
          .atMost(Duration.ofMinutes(2))
          .pollInterval(Duration.ofMillis(20))
          .until(() -> victim.metric("ev_records_consumed_total") > 0);
      CompletableFuture<Void> after = producers.sendAtOnce(events.subList(moment, count), 400);
      TopicContents contents = installation.contents();
      await("the stream goes on")
          .atMost(Duration.ofMinutes(1))
          .pollInterval(Duration.ofMillis(20))
          .until(() -> sent(contents, installation) > moment);
      victim.kill();
      WorkerProcess successor = installation.start().awaitReady();
      after.get();

      new Reckoning(installation).comesOutEven();
      AuditRun.clean(installation);
      assertThat(witness.alive()).isTrue();
      assertThat(successor.alive()).isTrue();
    }
  }

  private static long sent(TopicContents contents, Installation installation) {
    return contents.ends(installation.topics().oddsEvents()).values().stream()
        .mapToLong(end -> end)
        .sum();
  }

  private static int publishedLines(Installation installation) {
    return installation.contents().read(installation.topics().lines()).size();
  }
}
