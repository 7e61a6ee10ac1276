package io.betintel.ev.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.betintel.ev.harness.CommandResult;
import io.betintel.ev.harness.Installation;
import io.betintel.ev.harness.WorkerProcess;
import io.betintel.localstack.LocalStack;
import io.betintel.localstack.LocalStackExtension;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * One thing after the other is broken in one installation: the check names it and fails, the
 * worker's metric shows it, and both are clean again once it is mended. Writes the table of the
 * documentation, {@code docs/faults.md}, to {@code target/faults.md}.
 */
@ExtendWith(LocalStackExtension.class)
@Tag("full")
final class EveryFaultIT {
  private static final Path TABLE = Path.of("target", "faults.md");

  @Test
  void everyFaultIsNamedAndGoneOnceItIsMended(LocalStack stack) throws Exception {
    stack.registry().wipe(); // other tests leave bet types and subjects behind
    try (Installation installation = Installation.of(stack).with("EV_DRIFT_INTERVAL", "500ms")) {
      FaultWatch watch = new FaultWatch(installation, installation.start().awaitReady());
      installation.run("schemas").done();
      assertThat(installation.run("bet-types", "check").done().out()).isEqualTo("All agree\n");
      List<String> table = new ArrayList<>();
      table.add("| broken by hand | `check` said | place, metric | seconds: check, metric |");
      table.add("| --- | --- | --- | --- |");
      List<String> failures = new ArrayList<>();
      for (Fault fault :
          Stream.concat(DatabaseFaults.all().stream(), RegistryFaults.all().stream()).toList()) {
        try {
          table.add(watch.seen(fault));
          assertThat(installation.run("bet-types", "check").done().out())
              .as("after " + fault.what())
              .isEqualTo("All agree\n");
        } catch (AssertionError | RuntimeException e) {
          failures.add(fault.what() + ": " + e.getMessage());
        }
      }
      for (Map.Entry<String, Map.Entry<String, String>> away :
          new TreeMap<>(RegistryFaults.away()).entrySet()) {
        table.add(away(installation, away.getKey(), away.getValue()));
      }
      Files.write(TABLE, table);
      table.forEach(System.out::println);
      assertThat(failures).isEmpty();
    } finally {
      stack.registry().wipe();
    }
  }

  /**
   * By default an alert comes within a minute: what is left of it after a scrape and a rule
   * interval of 15 s each is 30 s from the change to the gauge.
   */
  @Test
  void aDroppedLabelReachesTheGaugeWithinHalfAMinuteByDefault(LocalStack stack) throws Exception {
    stack.registry().wipe();
    try (Installation installation = Installation.of(stack)) {
      WorkerProcess worker = installation.start().awaitReady();
      installation.run("schemas").done();
      for (int drop = 1; drop <= 5; drop++) {
        await()
            .atMost(Duration.ofMinutes(1))
            .until(() -> worker.metric("ev_bet_type_drift", "surface=\"labels\"") == 0);
        Thread.sleep(drop * 3_500L); // at different moments between two looks
        installation.execute(DatabaseFaults.DROP_LABEL + "'player_assists'");
        long dropped = System.nanoTime();
        await("drop " + drop)
            .atMost(Duration.ofSeconds(30))
            .pollInterval(Duration.ofMillis(100))
            .until(() -> worker.metric("ev_bet_type_drift", "surface=\"labels\"") == 1);
        System.out.printf("drop %d: gauge after %s s%n", drop, FaultWatch.seconds(dropped));
        installation.execute("ALTER TYPE bet_type_enum ADD VALUE 'player_assists'");
      }
    } finally {
      stack.registry().wipe();
    }
  }

  private static String away(
      Installation installation, String server, Map.Entry<String, String> variable)
      throws Exception {
    long begun = System.nanoTime();
    CommandResult check =
        installation
            .commands(variable.getKey(), variable.getValue())
            .run("bet-types", "check", "--json");
    assertThat(check.exitCode()).as(server + ": " + check.out()).isEqualTo(2);
    assertThat(check.out()).contains("\"could_not_look\":[{\"server\":\"" + server + "\"");
    assertThat(check.err()).startsWith("No answer from " + server + ": ");
    return "| "
        + server
        + " does not answer | `No answer from "
        + server
        + "`, exit code 2 | NaN | "
        + FaultWatch.seconds(begun)
        + ", - |";
  }
}
