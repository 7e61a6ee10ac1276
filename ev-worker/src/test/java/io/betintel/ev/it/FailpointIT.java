package io.betintel.ev.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.betintel.ev.harness.AuditRun;
import io.betintel.ev.harness.CatalogueRows;
import io.betintel.ev.harness.CommandResult;
import io.betintel.ev.harness.Installation;
import io.betintel.ev.harness.OddsGenerator;
import io.betintel.ev.harness.Producers;
import io.betintel.ev.harness.Reckoning;
import io.betintel.ev.harness.UnderTraffic;
import io.betintel.ev.harness.WorkerProcess;
import io.betintel.ev.odds.MarketSnapshot;
import io.betintel.localstack.LocalStack;
import io.betintel.localstack.LocalStackExtension;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A crash between two writes that belong together, and what is left of it after a restart. */
@ExtendWith(LocalStackExtension.class)
final class FailpointIT {
  private static final int KILLED = 137;
  private static final String PARKED = "player_assists";
  private static final Duration PATIENCE = Duration.ofSeconds(90);

  @Test
  @Tag("full")
  void crashBeforeTheOutputLosesNothingAndDoublesNothing(LocalStack stack) throws Exception {
    crash("after-changelog:137", stack);
  }

  @Tag("full")
  @ParameterizedTest
  @ValueSource(
      strings = {"after-parked:11", "postgres-before-commit:2", "redis-before-positions:2"})
  void norDoesACrashThere(String failpoint, LocalStack stack) throws Exception {
    crash(failpoint, stack);
  }

  private static void crash(String failpoint, LocalStack stack) throws Exception {
    try (Installation installation = Installation.of(stack)) {
      // Hardly two events for one market: a lost update stays lost, and no later one repairs it.
      OddsGenerator generator = new OddsGenerator(7, 5_000);
      List<MarketSnapshot> events = new ArrayList<>(generator.events(900));
      events.addAll(generator.disabled(60));
      WorkerProcess crashing = installation.start("-Dev.failpoint=" + failpoint).awaitReady();

      Producers producers = new Producers(installation);
      producers.sendAtOnce(events.subList(0, 500), 400).get();
      producers.sendAtOnce(events.subList(500, events.size()), 400).get();
      assertThat(crashing.exitCode()).isEqualTo(KILLED);

      installation.start().awaitReady();
      new Reckoning(installation).comesOutEven();
      AuditRun.clean(installation);
    }
  }

  /** Between events that come back and the position that says so: they come back twice. */
  @Test
  @Tag("full")
  void crashAfterAReturn(LocalStack stack) throws Exception {
    try (Installation installation = Installation.of(stack)) {
      OddsGenerator generator = new OddsGenerator(7, 5_000);
      List<MarketSnapshot> events = new ArrayList<>(generator.events(300));
      events.addAll(generator.disabled(60));
      WorkerProcess crashing = installation.start("-Dev.failpoint=after-return:1").awaitReady();
      new Producers(installation).sendAtOnce(events, 400).get();
      new Reckoning(installation).awaitDrained();
      CatalogueRows catalogue = new CatalogueRows(installation);
      await("parked").atMost(PATIENCE).until(() -> catalogue.waiting(PARKED) == 60);

      catalogue.enable(PARKED);
      assertThat(crashing.exitCode()).isEqualTo(KILLED);
      installation.start().awaitReady();

      await("returned").atMost(PATIENCE).until(() -> catalogue.waiting(PARKED) == 0);
      AuditRun.cleanAtRest(installation);
    }
  }

  /** Each command is killed at each of its steps and run again, while events flow. */
  @Test
  @Tag("full")
  void crashOfACommand(LocalStack stack, @TempDir Path directory) throws Exception {
    try (UnderTraffic all = UnderTraffic.begin(Installation.of(stack), 8)) {
      crash(
          all.installation(),
          "add-between-database-and-registry:1",
          "bet-types add zz_failpoint --db --shape winner");
      Path labels = directory.resolve("labels");
      for (String step :
          List.of(
              "restructure-type:1",
              "restructure-column:1",
              "restructure-batch:1",
              "restructure-validated:1",
              "restructure-index:1",
              "restructure-in-swap:1",
              "restructure-done:1")) {
        String reversed = "SELECT string_agg(l::text, chr(10) ORDER BY l DESC) FROM unnest(";
        Files.writeString(
            labels, all.installation().query(reversed + "enum_range(NULL::bet_type_enum)) AS l"));
        crash(all.installation(), step, "bet-types restructure --labels " + labels);
      }
      all.workedOff("commands killed at each step");
    }
  }

  private static void crash(Installation installation, String failpoint, String command)
      throws Exception {
    String[] arguments = command.split(" ");
    CommandResult killed =
        installation.commands().run(List.of("-Dev.failpoint=" + failpoint), arguments);
    assertThat(killed.exitCode()).as(failpoint + killed.out() + killed.err()).isEqualTo(KILLED);
    installation.run(arguments).done();
  }
}
