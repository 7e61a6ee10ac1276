package io.betintel.ev.chart;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.marcnuri.helm.LintResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ChartTest {
  private static final Path GOLDEN = Path.of("src/test/resources/golden/minimal.yaml");

  @TempDir static Path work;
  private static Chart chart;

  @BeforeAll
  static void copyChart() throws IOException {
    chart = Chart.in(work);
  }

  static List<String> matrix() throws IOException {
    return Chart.matrix();
  }

  @Test
  void strictLintFindsNothing() {
    LintResult lint = Chart.lint();
    assertThat(lint.getMessages()).noneMatch(message -> message.contains("[WARNING]"));
    assertThat(lint.isFailed()).as("%s", lint.getMessages()).isFalse();
  }

  @ParameterizedTest
  @MethodSource("matrix")
  void everyManifestIsOfAKubernetesTypeWithoutAnUnknownField(String values) {
    assertThat(chart.manifests(values))
        .isNotEmpty()
        .allSatisfy(
            manifest -> {
              assertThat(KubernetesTypes.knows(manifest) || CustomTypes.knows(manifest))
                  .as(manifest.toString())
                  .isTrue();
              assertThat(
                      KubernetesTypes.knows(manifest)
                          ? KubernetesTypes.problems(manifest)
                          : CustomTypes.problems(manifest))
                  .isEmpty();
            });
  }

  @ParameterizedTest
  @MethodSource("matrix")
  void namesAreUniqueAndLabelled(String values) {
    List<Manifest> manifests = chart.manifests(values);
    assertThat(manifests).extracting(Manifest::toString).doesNotHaveDuplicates();
    assertThat(manifests)
        .allSatisfy(
            manifest ->
                assertThat(manifest.tree().path("metadata").path("labels").fieldNames())
                    .toIterable()
                    .contains("app.kubernetes.io/name", "app.kubernetes.io/instance"));
  }

  /** {@code ./mvnw -pl helm -am test -Dgolden.write} writes it again: read the difference. */
  @Test
  void theDefaultRenderingIsTheGoldenFile() throws IOException {
    String rendered = chart.render();
    if (System.getProperty("golden.write") != null) {
      Files.createDirectories(GOLDEN.getParent());
      Files.writeString(GOLDEN, rendered);
    }
    assertThat(Manifest.parse(rendered))
        .containsExactlyInAnyOrderElementsOf(Manifest.parse(Files.readString(GOLDEN)));
  }

  @ParameterizedTest
  @MethodSource("matrix")
  void everyPodIsConfined(String values) {
    for (Manifest manifest : chart.manifests(values)) {
      manifest
          .pod()
          .ifPresent(
              pod -> {
                assertThat(pod.path("automountServiceAccountToken").asText()).isEqualTo("false");
                JsonNode security = pod.path("securityContext");
                assertThat(security.path("runAsNonRoot").asBoolean()).isTrue();
                assertThat(security.path("runAsUser").asInt()).isPositive();
                assertThat(security.path("seccompProfile").path("type").asText())
                    .isEqualTo("RuntimeDefault");
              });
      assertThat(manifest.containers())
          .allSatisfy(
              container -> {
                JsonNode security = container.path("securityContext");
                assertThat(security.path("readOnlyRootFilesystem").asBoolean()).isTrue();
                assertThat(security.path("allowPrivilegeEscalation").asText()).isEqualTo("false");
                assertThat(security.path("capabilities").path("drop").toString())
                    .isEqualTo("[\"ALL\"]");
                assertThat(container.path("resources").path("limits").has("memory")).isTrue();
              });
    }
  }

  /**
   * The parts close one after the other: drift within 5 s, API 10, replayer 30, stream 20, two
   * sinks 30 each, catalogue 5. Before that the pod waits until proxies send it no more requests.
   */
  @Test
  void theGracePeriodIsLongerThanTheLongestDrain() {
    JsonNode pod =
        chart.manifests().stream()
            .filter(manifest -> manifest.kind().equals("Deployment"))
            .findFirst()
            .flatMap(Manifest::pod)
            .orElseThrow();
    assertThat(pod.path("terminationGracePeriodSeconds").asInt())
        .isGreaterThan(
            pod.at("/containers/0/lifecycle/preStop/sleep/seconds").asInt()
                + (5 + 10 + 30 + 20 + 30 + 30 + 5));
  }

  @Test
  void kedaNeverScalesBeyondThePartitions() {
    JsonNode spec =
        chart.manifests("keda").stream()
            .filter(manifest -> manifest.kind().equals("ScaledObject"))
            .findFirst()
            .orElseThrow()
            .tree()
            .path("spec");
    assertThat(spec.path("maxReplicaCount").asInt()).isEqualTo(24); // 40 asked, 24 partitions
    JsonNode trigger = spec.path("triggers").path(0).path("metadata");
    assertThat(trigger.path("topic").asText()).isEqualTo("replay.odds.events");
    assertThat(trigger.path("consumerGroup").asText()).isEqualTo("ev-worker-2-replay");
    // All topics of the group: the hop too.
    JsonNode whole = spec.path("triggers").path(1).path("metadata");
    assertThat(whole.has("topic")).isFalse();
    assertThat(whole.path("consumerGroup").asText()).isEqualTo("ev-worker-2-replay");
  }

  @Test
  void anAutoscaledDeploymentNamesNoReplicas() {
    assertThat(chart.manifests("keda"))
        .filteredOn(manifest -> manifest.kind().equals("Deployment"))
        .allSatisfy(manifest -> assertThat(manifest.tree().path("spec").has("replicas")).isFalse());
  }

  @Test
  void theConnectionsPortsAreTheOnlyOnesLeftOpen() {
    Manifest policy =
        chart.manifests("tls-everywhere").stream()
            .filter(manifest -> manifest.name().equals("odds-ev-worker"))
            .filter(manifest -> manifest.kind().equals("NetworkPolicy"))
            .findFirst()
            .orElseThrow();
    assertThat(policy.tree().path("spec").path("egress").path(1).path("ports"))
        .extracting(port -> port.path("port").asInt())
        .containsExactly(9093, 443, 5432, 6380);
  }
}
