package io.betintel.ev.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.betintel.ev.harness.CommandResult;
import io.betintel.ev.harness.Installation;
import io.betintel.ev.harness.WorkerProcess;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;

/** Breaks one thing, and looks at what the check says and a running worker's metric shows. */
final class FaultWatch {
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final int MOST = 150;
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Installation installation;
  private final WorkerProcess worker;

  FaultWatch(Installation installation, WorkerProcess worker) {
    this.installation = installation;
    this.worker = worker;
  }

  /** A row of the table: what was broken, what the check said, the metric, the seconds. */
  String seen(Fault fault) throws Exception {
    await().atMost(PATIENCE).until(() -> !Double.isNaN(metric(fault)));
    double before = metric(fault);
    fault.breaking().in(installation);
    try {
      long begun = System.nanoTime();
      CommandResult check = installation.run("bet-types", "check", "--json");
      String checked = seconds(begun);
      assertThat(check.exitCode()).as(check.out() + check.err()).isEqualTo(1);
      Optional<JsonNode> found = find(check, fault);
      assertThat(found).as(fault.said() + " in " + check.out()).isPresent();
      assertThat(found.get().at("/remedy").asText()).isNotBlank();
      await().atMost(PATIENCE).until(() -> metric(fault) > before);
      return "| "
          + fault.what()
          + " | "
          + shortened(found.get().at("/value").asText() + " " + found.get().at("/what").asText())
          + " | `"
          + fault.surface()
          + "`, "
          + Math.round(metric(fault))
          + " | "
          + checked
          + ", "
          + seconds(begun)
          + " |";
    } finally {
      fault.mending().in(installation);
      await().atMost(PATIENCE).until(() -> metric(fault) == before);
      assertThat(find(installation.run("bet-types", "check", "--json"), fault)).isEmpty();
    }
  }

  private double metric(Fault fault) {
    return worker.metric("ev_bet_type_drift", "surface=\"" + fault.surface() + "\"");
  }

  private static Optional<JsonNode> find(CommandResult check, Fault fault) throws Exception {
    for (JsonNode drift : JSON.readTree(check.out()).at("/drift")) {
      String text = drift.at("/value").asText() + " " + drift.at("/what").asText();
      if (drift.at("/surface").asText().equals(fault.surface()) && text.contains(fault.said())) {
        return Optional.of(drift);
      }
    }
    return Optional.empty();
  }

  /** A row stays readable. */
  private static String shortened(String text) {
    return text.length() <= MOST ? text : text.substring(0, MOST - 3) + "...";
  }

  static String seconds(long since) {
    return String.format(Locale.ROOT, "%.1f", (System.nanoTime() - since) / 1e9);
  }
}
