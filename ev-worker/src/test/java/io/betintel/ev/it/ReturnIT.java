package io.betintel.ev.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.betintel.ev.harness.AuditRun;
import io.betintel.ev.harness.CatalogueRows;
import io.betintel.ev.harness.Installation;
import io.betintel.ev.harness.Producers;
import io.betintel.ev.harness.TopicContents;
import io.betintel.ev.harness.Twins;
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

/** A bet type that is switched off and on ends as one that never was. */
@ExtendWith(LocalStackExtension.class)
final class ReturnIT {
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  @Test
  @Tag("full")
  void typeSwitchedOffAndOnUnderTrafficEndsAsItsControl(LocalStack stack) throws Exception {
    try (Installation installation = Installation.of(stack).withFewerCommits()) {
      CatalogueRows catalogue = new CatalogueRows(installation);
      catalogue.enable(Twins.SWITCHED);
      catalogue.enable(Twins.CONTROL);
      WorkerProcess one = installation.start();
      WorkerProcess two = installation.start();
      one.awaitReady();
      two.awaitReady();
      List<MarketSnapshot> events = Twins.events(20261122, 60, 1_500);
      TopicContents contents = installation.contents();

      CompletableFuture<Void> sent = new Producers(installation).sendAtOnce(events, 250);
      for (int moment = 1; moment <= 6; moment++) {
        long wanted = moment * 450L;
        await().atMost(PATIENCE).until(() -> sent(contents, installation) >= wanted);
        if (moment % 2 == 1) {
          catalogue.disable(Twins.SWITCHED);
        } else {
          catalogue.enable(Twins.SWITCHED);
        }
      }
      sent.get();

      Twins twins = new Twins(installation);
      twins.awaitSettled();
      twins.assertAlike();
      assertThat(catalogue.returned(Twins.SWITCHED)).isPositive();
      assertThat(catalogue.returned(Twins.CONTROL)).isZero();
      // The balances, each exact: of what was consumed, and of what came back.
      assertThat(both(one, two, "ev_records_consumed_total")).isEqualTo(events.size());
      assertThat(both(one, two, "ev_records_total")).isEqualTo(events.size());
      assertThat(both(one, two, "ev_records_returned_total"))
          .isEqualTo(both(one, two, "ev_parked_returned_total"))
          .isEqualTo((double) catalogue.returned(Twins.SWITCHED));
      assertThat(one.log() + two.log())
          .contains("Invalid bet_type player_assists: disabled; ")
          .contains("first event of bet type player_assists: market ");
      assertThat((one.log() + two.log()).split("Invalid bet_type player_assists", -1))
          .hasSizeLessThanOrEqualTo(1 + 2 * 2); // one per worker and minute
    }
  }

  @Test
  @Tag("full")
  void killedWhileParkingAndWhileReturningLosesNothing(LocalStack stack) throws Exception {
    killedAgainAndAgain(20261122, 1, stack);
  }

  @Tag("full")
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4})
  void killedAtManyMoments(long seed, LocalStack stack) throws Exception {
    killedAgainAndAgain(seed, 8, stack);
  }

  /** Kills one of two workers while the type is off, and then so often while it comes back. */
  private static void killedAgainAndAgain(long seed, int kills, LocalStack stack) throws Exception {
    System.out.println("seed " + seed);
    Random random = new Random(seed);
    // Slow enough that a return lasts through every kill; the dead are soon waited for no more.
    try (Installation installation =
        Installation.of(stack)
            .withFewerCommits()
            .with("EV_RETURN_RATE", "40")
            .with("EV_CATALOGUE_HEARTBEAT", "1s")) {
      CatalogueRows catalogue = new CatalogueRows(installation);
      catalogue.enable(Twins.SWITCHED);
      catalogue.enable(Twins.CONTROL);
      TopicContents contents = installation.contents();
      List<MarketSnapshot> events = Twins.events(seed, 60, 500 + 500 * kills);
      WorkerProcess first = installation.start();
      WorkerProcess second = installation.start();
      first.awaitReady();
      second.awaitReady();

      CompletableFuture<Void> sent = new Producers(installation).sendAtOnce(events, 200);
      await().atMost(PATIENCE).until(() -> sent(contents, installation) >= 200);
      catalogue.disable(Twins.SWITCHED);
      int parking = events.size() / 4 + random.nextInt(events.size() / 4);
      await("the workers park")
          .atMost(PATIENCE)
          .until(
              () ->
                  sent(contents, installation) >= parking
                      && parkedSoFar(contents, installation) > 0);
      first.kill();
      // This one ends by itself, between what it returned and the positions that say so.
      installation.start("-Dev.failpoint=after-return:" + (1 + random.nextInt(3))).awaitReady();
      sent.get();
      catalogue.enable(Twins.SWITCHED);

      Twins twins = new Twins(installation);
      int killed = 0;
      for (int kill = 0; kill < kills; kill++) {
        long moment = catalogue.returned(Twins.SWITCHED) + 20 + random.nextInt(100);
        await("the return goes on")
            .atMost(PATIENCE)
            .until(() -> catalogue.returned(Twins.SWITCHED) >= moment || twins.nothingWaits());
        if (twins.nothingWaits()) {
          break;
        }
        List<WorkerProcess> running = installation.running();
        running.get(random.nextInt(running.size())).kill();
        killed++;
        installation.start().awaitReady();
      }
      assertThat(killed).as("kills while records came back").isPositive();

      twins.awaitSettled();
      twins.assertAlike();
      AuditRun.clean(installation);
    }
  }

  private static double both(WorkerProcess one, WorkerProcess two, String metric) {
    return one.metric(metric) + two.metric(metric);
  }

  private static long parkedSoFar(TopicContents contents, Installation installation) {
    return contents.ends(installation.topics().parked()).values().stream()
        .mapToLong(end -> end)
        .sum();
  }

  private static long sent(TopicContents contents, Installation installation) {
    return contents.ends(installation.topics().oddsEvents()).values().stream()
        .mapToLong(end -> end)
        .sum();
  }
}
