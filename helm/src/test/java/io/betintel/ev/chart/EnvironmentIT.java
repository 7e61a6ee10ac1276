package io.betintel.ev.chart;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The chart's environment against the keys that the built worker knows. */
class EnvironmentIT {
  private static final Path WORKER = Path.of("../ev-worker/target/ev-worker.jar");
  private static final Pattern KEY = Pattern.compile("(?m)^EV_\\w+");

  /** Of {@code feed poll}, which the chart does not run. */
  private static final Set<String> NOT_RUN = Set.of("EV_ODDS_API_URL", "EV_ODDS_API_KEY");

  @TempDir static Path work;
  private static Chart chart;
  private static Set<String> known;

  @BeforeAll
  static void askTheWorker() throws Exception {
    chart = Chart.in(work);
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-jar",
                WORKER.toString(),
                "config")
            .redirectErrorStream(true)
            .start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(output).isZero();
    known = KEY.matcher(output).results().map(match -> match.group()).collect(Collectors.toSet());
  }

  @Test
  void everyRenderedNameIsAKeyThatTheWorkerKnows() throws IOException {
    for (String values : Chart.matrix()) {
      assertThat(keys(values)).as(values).isNotEmpty().isSubsetOf(known);
    }
  }

  @Test
  void everyKeyHasAValueOfItsOwnOrIsASetting() throws IOException {
    Set<String> reachable = new TreeSet<>(NOT_RUN);
    reachable.addAll(keys("everything"));
    reachable.addAll(keys("tls-everywhere"));
    JsonNode schema =
        new ObjectMapper().readTree(Chart.DIRECTORY.resolve("values.schema.json").toFile());
    schema.at("/properties/settings/properties").fieldNames().forEachRemaining(reachable::add);
    assertThat(reachable).isEqualTo(known);
  }

  /** A secret's file counts as the secret's key. */
  private static Set<String> keys(String values) {
    return names(values).stream()
        .map(name -> name.replaceFirst("_(PASSWORD|TOKEN)_FILE$", "_$1"))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static Set<String> names(String values) {
    return chart.manifests(values).stream()
        .flatMap(Manifest::containers)
        .flatMap(container -> Manifest.elements(container.path("env")))
        .map(variable -> variable.path("name").asText())
        .filter(name -> name.startsWith("EV_"))
        .collect(Collectors.toCollection(TreeSet::new));
  }
}
