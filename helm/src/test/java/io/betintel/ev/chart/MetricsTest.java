package io.betintel.ev.chart;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class MetricsTest {

  @Test
  void everyMetricsNameSaysItsTypeAndUnit() throws IOException {
    assertThat(Metrics.own()).hasSizeGreaterThan(20);
    assertThat(Metrics.own())
        .allSatisfy(
            metric -> {
              assertThat(metric.name().endsWith("_total"))
                  .as(metric.name())
                  .isEqualTo(metric.type().equals("counter"));
              assertThat(metric.name().contains("_seconds"))
                  .as(metric.name())
                  .isEqualTo(metric.unit().equals("seconds"));
              assertThat(metric.meaning()).isNotBlank();
            });
  }

  @Test
  void theLibrariesMetricsOfThePageAreThoseThatAlertsAndDashboardsUse() throws IOException {
    Set<String> used = new TreeSet<>();
    List<Path> files = new ArrayList<>(DashboardsTest.dashboards());
    files.add(Chart.DIRECTORY.resolve("files/alerts.yaml"));
    for (Path file : files) { // JSON is YAML
      Manifest.yaml(Files.readString(file))
          .findValuesAsText("expr")
          .forEach(expression -> used.addAll(Expression.metrics(expression)));
    }
    used.removeIf(name -> name.startsWith("ev_"));
    Set<String> documented = Metrics.others();
    documented.addAll(Metrics.ofTheCluster());
    assertThat(documented).isEqualTo(used);
  }
}
