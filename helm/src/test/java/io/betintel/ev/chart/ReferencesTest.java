package io.betintel.ev.chart;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** In the values, the names of Secrets that exist already begin with {@code existing-}. */
class ReferencesTest {
  private static final Map<String, String> KINDS =
      Map.of(
          "secretName", "Secret",
          "secretKeyRef", "Secret",
          "imagePullSecrets", "Secret",
          "configMap", "ConfigMap",
          "configMapKeyRef", "ConfigMap",
          "configMapRef", "ConfigMap",
          "secretRef", "Secret",
          "persistentVolumeClaim", "PersistentVolumeClaim");

  @TempDir static Path work;
  private static Chart chart;

  @BeforeAll
  static void copyChart() throws IOException {
    chart = Chart.in(work);
  }

  static List<String> matrix() throws IOException {
    return Chart.matrix();
  }

  @ParameterizedTest
  @MethodSource("matrix")
  void whatAPodRefersToIsRenderedOrAnExistingSecret(String values) {
    List<Manifest> manifests = chart.manifests(values);
    for (Manifest manifest : manifests) {
      for (Reference reference : references(manifest)) {
        assertThat(reference.existing() || reference.find(manifests).isPresent())
            .as("%s refers to %s", manifest, reference)
            .isTrue();
      }
    }
  }

  @ParameterizedTest
  @MethodSource("matrix")
  void whatAHookRefersToIsAnEarlierHookOrAnExistingSecret(String values) {
    List<Manifest> manifests = chart.manifests(values);
    for (Manifest hook : manifests) {
      if (!hook.hook().orElse("").contains("pre-install")) {
        continue;
      }
      assertThat(hook.hook()).contains("pre-install,pre-upgrade");
      assertThat(hook.annotation("helm.sh/hook-delete-policy")).isEqualTo("before-hook-creation");
      assertThat(hook.pod().map(pod -> pod.has("serviceAccountName")).orElse(false))
          .as("only an account that exists already")
          .isEqualTo(values.equals("everything") && hook.pod().isPresent());
      for (Reference reference : references(hook)) {
        boolean earlier =
            reference
                .find(manifests)
                .filter(target -> target.hook().isPresent())
                .filter(target -> target.hookWeight() < hook.hookWeight())
                .isPresent();
        assertThat(reference.existing() || earlier).as("%s refers to %s", hook, reference).isTrue();
      }
    }
  }

  @ParameterizedTest
  @MethodSource("matrix")
  void volumesAndMountsBelongTogether(String values) {
    for (Manifest manifest : chart.manifests(values)) {
      manifest
          .containers()
          .forEach(
              container ->
                  assertThat(container.path("volumeMounts"))
                      .extracting(mount -> mount.path("name").asText())
                      .doesNotHaveDuplicates()
                      .containsExactlyInAnyOrderElementsOf(
                          Manifest.elements(manifest.pod().orElseThrow().path("volumes"))
                              .map(volume -> volume.path("name").asText())
                              .toList()));
    }
  }

  private static List<Reference> references(Manifest manifest) {
    List<Reference> found = new ArrayList<>();
    manifest.pod().ifPresent(pod -> collect(pod, found));
    return found;
  }

  private static void collect(JsonNode node, List<Reference> found) {
    node.properties()
        .forEach(
            field -> {
              String kind = KINDS.get(field.getKey());
              JsonNode value = field.getValue();
              if (kind == null) {
                collect(value, found);
              } else if (value.isTextual()) {
                found.add(new Reference(kind, value.asText()));
              } else if (value.isArray()) {
                value.forEach(each -> found.add(new Reference(kind, each.path("name").asText())));
              } else {
                found.add(new Reference(kind, value.path("name").asText()));
              }
            });
    if (node.isArray()) {
      node.forEach(element -> collect(element, found));
    }
  }

  private record Reference(String kind, String name) {
    boolean existing() {
      return kind.equals("Secret") && name.startsWith("existing-");
    }

    Optional<Manifest> find(List<Manifest> manifests) {
      return manifests.stream()
          .filter(manifest -> manifest.kind().equals(kind) && manifest.name().equals(name))
          .findFirst();
    }
  }
}
