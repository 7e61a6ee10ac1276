package io.betintel.ev.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.betintel.ev.harness.AuditRun;
import io.betintel.ev.harness.Installation;
import io.betintel.ev.harness.OddsGenerator;
import io.betintel.ev.harness.Producers;
import io.betintel.ev.harness.Reckoning;
import io.betintel.ev.harness.WorkerProcess;
import io.betintel.ev.odds.MarketSnapshot;
import io.betintel.localstack.LocalStack;
import io.betintel.localstack.LocalStackExtension;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A crash between two writes that belong together, and what is left of it after a restart. */
@ExtendWith(LocalStackExtension.class)
final class FailpointIT {
  private static final int KILLED = 137;

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
}
