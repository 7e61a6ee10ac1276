package io.betintel.ev.chart;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What holds of the alerts without Prometheus. That each fires and is silent when it should is in
 * {@code src/test/promtool}, run by {@code .ci/prometheus alerts}.
 */
class AlertsTest {
  private static final String ALERTS = "files/alerts.yaml";
  private static final Path CASES = Path.of("src/test/promtool/alerts.yaml");

  @Test
  void everyAlertSaysHowBadItIsAndWhereItsRunbookIs() throws IOException {
    String runbooks = Files.readString(Path.of("README.md"));
    for (JsonNode alert : alerts()) {
      String name = alert.path("alert").asText();
      assertThat(alert.path("labels").path("severity").asText())
          .as(name)
          .isIn("critical", "warning");
      JsonNode annotations = alert.path("annotations");
      assertThat(annotations.path("summary").asText()).as(name).isNotBlank();
      assertThat(annotations.path("description").asText()).as(name).isNotBlank();
      assertThat(annotations.path("runbook_url").asText())
          .isEqualTo("helm/README.md#" + name.toLowerCase(java.util.Locale.ROOT));
      assertThat(runbooks).containsOnlyOnce("### " + name + "\n");
    }
  }

  @Test
  void everyMetricIsOneThatAWorkerHas() throws IOException {
    Set<String> known = Metrics.known();
    for (JsonNode alert : alerts()) {
      String expression = alert.path("expr").asText();
      assertThat(Expression.balanced(expression)).as(expression).isTrue();
      assertThat(Expression.metrics(expression)).as(expression).isNotEmpty();
      assertThat(known).as(expression).containsAll(Expression.metrics(expression));
    }
  }

  @Test
  void everyAlertHasACaseInWhichItFiresAndOneInWhichItIsSilent() throws IOException {
    Set<String> firing = new TreeSet<>();
    Set<String> silent = new TreeSet<>();
    JsonNode cases = Manifest.yaml(Files.readString(CASES));
    for (JsonNode each : cases.path("tests")) {
      for (JsonNode rule : each.path("alert_rule_test")) {
        boolean fires = !rule.path("exp_alerts").isEmpty();
        (fires ? firing : silent).add(rule.path("alertname").asText());
      }
    }
    Set<String> names =
        alerts().stream().map(alert -> alert.path("alert").asText()).collect(Collectors.toSet());
    assertThat(firing).isEqualTo(names);
    assertThat(silent).isEqualTo(names);
  }

  @Test
  void thePrometheusRuleIsTheFileWithTheRunbooksAddress(@TempDir Path work) throws IOException {
    JsonNode groups =
        Chart.in(work).manifests("everything").stream()
            .filter(manifest -> manifest.kind().equals("PrometheusRule"))
            .findFirst()
            .orElseThrow()
            .tree()
            .path("spec");
    String plain =
        Files.readString(Chart.DIRECTORY.resolve(ALERTS))
            .replace("helm/README.md#", "https://example.com/runbooks/ev-worker#");
    assertThat(groups).isEqualTo(Manifest.yaml(plain));
  }

  private static List<JsonNode> alerts() throws IOException {
    JsonNode file = Manifest.yaml(Files.readString(Chart.DIRECTORY.resolve(ALERTS)));
    return Manifest.elements(file.path("groups"))
        .flatMap(group -> Manifest.elements(group.path("rules")))
        .toList();
  }
}
