package io.betintel.ev.chart;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class KubernetesTypesTest {
  @Test
  void aSoundObjectHasNoProblem() {
    assertThat(problems("{port: 80, name: http}")).isEmpty();
  }

  @Test
  void anUnknownFieldIsFound() {
    assertThat(problems("{port: 80, portName: http}"))
        .singleElement()
        .asString()
        .contains("portName");
  }

  @Test
  void aMissingFieldIsFound() {
    assertThat(problems("{name: http}")).singleElement().asString().contains("port");
  }

  @Test
  void aWrongTypeIsFound() {
    assertThat(problems("{port: {http: 80}}")).isNotEmpty();
  }

  private static Iterable<String> problems(String port) {
    return KubernetesTypes.problems(
        Manifest.parse(
                "{apiVersion: v1, kind: Service, metadata: {name: a}, spec: {ports: ["
                    + port
                    + "]}}")
            .get(0));
  }
}
