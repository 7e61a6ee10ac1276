package io.betintel.ev.chart;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class DashboardsTest {
  private static final Path DIRECTORY = Chart.DIRECTORY.resolve("dashboards");
  private static final ObjectMapper JSON = new ObjectMapper();

  static List<Path> dashboards() throws IOException {
    try (Stream<Path> files = Files.list(DIRECTORY)) {
      return files.sorted().toList();
    }
  }

  @Test
  void thereAreFive() throws IOException {
    assertThat(dashboards())
        .extracting(file -> file.getFileName().toString())
        .containsExactly(
            "api.json", "bet-type.json", "kafka-streams.json", "overview.json", "sinks.json");
  }

  @ParameterizedTest
  @MethodSource("dashboards")
  void everyPanelSaysWhatItShowsInWhichUnitOfTheChosenPrometheus(Path file) throws IOException {
    JsonNode dashboard = JSON.readTree(file.toFile());
    assertThat(dashboard.path("uid").asText()).startsWith("ev-worker-");
    assertThat(dashboard.at("/templating/list/0/type").asText()).isEqualTo("datasource");
    assertThat(dashboard.path("panels"))
        .isNotEmpty()
        .allSatisfy(
            panel -> {
              assertThat(panel.path("title").asText()).isNotBlank();
              assertThat(panel.path("description").asText()).endsWith(".");
              assertThat(panel.at("/fieldConfig/defaults/unit").asText()).isNotBlank();
              assertThat(panel.at("/datasource/uid").asText()).isEqualTo("${datasource}");
              assertThat(panel.path("targets")).isNotEmpty();
            });
    assertThat(dashboard.path("panels"))
        .extracting(panel -> panel.path("title").asText())
        .doesNotHaveDuplicates();
  }

  @ParameterizedTest
  @MethodSource("dashboards")
  void everyQueryNamesMetricsThatAWorkerHas(Path file) throws IOException {
    Set<String> known = Metrics.known();
    for (JsonNode panel : JSON.readTree(file.toFile()).path("panels")) {
      for (JsonNode target : panel.path("targets")) {
        String expression = target.path("expr").asText();
        assertThat(Expression.balanced(expression)).as(expression).isTrue();
        assertThat(Expression.metrics(expression)).as(expression).isNotEmpty();
        assertThat(known).as(expression).containsAll(Expression.metrics(expression));
      }
    }
  }

  @ParameterizedTest
  @MethodSource("dashboards")
  void noPanelLiesOnAnother(Path file) throws IOException {
    Set<String> cells = new HashSet<>();
    for (JsonNode panel : JSON.readTree(file.toFile()).path("panels")) {
      JsonNode place = panel.path("gridPos");
      assertThat(place.path("x").asInt() + place.path("w").asInt()).isLessThanOrEqualTo(24);
      for (int x = 0; x < place.path("w").asInt(); x++) {
        for (int y = 0; y < place.path("h").asInt(); y++) {
          int column = place.path("x").asInt() + x;
          int row = place.path("y").asInt() + y;
          assertThat(cells.add(column + "," + row)).as(panel.path("title").asText()).isTrue();
        }
      }
    }
  }

  @Test
  void everyDashboardComesInAConfigMapOfItsOwn(@TempDir Path work) throws IOException {
    List<JsonNode> found =
        Chart.in(work).manifests("everything").stream()
            .filter(manifest -> manifest.name().contains("-dashboard-"))
            .flatMap(manifest -> Manifest.elements(manifest.tree().path("data")))
            .map(data -> Manifest.yaml(data.asText()))
            .toList();
    assertThat(found).hasSize(dashboards().size());
    assertThat(found).allSatisfy(dashboard -> assertThat(dashboard.path("panels")).isNotEmpty());
  }
}
