package io.betintel.ev.chart;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The read API's part of what the chart renders. */
class ApiTest {
  private static final String EXPOSED = "api-scaled-and-exposed";

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
  void aDeploymentOfItsOwnKnowsNeitherKafkaNorTheRegistry() {
    JsonNode pod = find("everything", "Deployment", "betting-api").pod().orElseThrow();
    assertThat(names(pod))
        .contains("EV_POSTGRES_URL", "EV_REDIS_URL", "EV_API_KEYS")
        .noneMatch(name -> name.matches("EV_(KAFKA|SCHEMA_REGISTRY|STREAM|STANDBY|STATE)_.*"))
        .doesNotContain(
            "EV_TOPIC_PREFIX", "EV_APPLICATION_ID", "EV_PARTITIONS", "EV_REPLICATION_FACTOR");
    assertThat(pod.path("volumes"))
        .extracting(volume -> volume.path("name").asText())
        .containsExactlyInAnyOrder(
            "postgres-ca",
            "truststore",
            "api-keys",
            "api-postgres",
            "api-redis",
            "tmp",
            "certificates");
    assertThat(pod.at("/containers/0/args").toString()).isEqualTo("[\"run\",\"--only\",\"api\"]");
  }

  @Test
  void aDeploymentOfItsOwnHasOnlyTheLoginsThatRead() {
    JsonNode api = find("everything", "Deployment", "betting-api").pod().orElseThrow();
    assertThat(names(api))
        .filteredOn(name -> name.matches("EV_.*(POSTGRES|REDIS)_(USER|PASSWORD).*"))
        .containsExactlyInAnyOrder(
            "EV_API_POSTGRES_USER",
            "EV_API_POSTGRES_PASSWORD_FILE",
            "EV_API_REDIS_USER",
            "EV_API_REDIS_PASSWORD_FILE");
    assertThat(api.toString()).doesNotContain("existing-postgres", "existing-redis");
    JsonNode migrate = find("everything", "Job", "betting-migrate").pod().orElseThrow();
    assertThat(migrate.at("/containers/0/args").toString()).contains("\"--api-role=ev_api\"");
    // Without them it has the worker's, as every pod has.
    assertThat(names(find(EXPOSED, "Deployment", "odds-ev-worker-api").pod().orElseThrow()))
        .contains("EV_POSTGRES_USER")
        .doesNotContain("EV_API_POSTGRES_USER");
  }

  @Test
  void onlyThePodsThatAnswerItHaveItsSettingsAndItsPort() {
    for (String name : List.of("betting-stream", "betting-sinks")) {
      JsonNode pod = find("everything", "Deployment", name).pod().orElseThrow();
      assertThat(names(pod)).noneMatch(key -> key.startsWith("EV_API_"));
      assertThat(ports(pod)).containsExactly("http");
    }
    assertThat(ports(find("everything", "Deployment", "betting-api").pod().orElseThrow()))
        .containsExactly("http", "api");
    assertThat(ports(find("minimal", "Deployment", "odds-ev-worker").pod().orElseThrow()))
        .containsExactly("http", "api");
  }

  @Test
  void switchedOffNothingOfItIsLeft() {
    String rendered = chart.render("api-off");
    assertThat(rendered).doesNotContain("EV_API_", "ev-worker/api", "-api");
    assertThat(
            find("api-off", "Deployment", "odds-ev-worker")
                .pod()
                .orElseThrow()
                .at("/containers/0/args")
                .toString())
        .isEqualTo("[\"run\",\"--only\",\"stream,sinks\"]");
  }

  @ParameterizedTest
  @MethodSource("matrix")
  void itsServiceSelectsThePodsThatAnswerItByItsPortOnly(String values) {
    List<Manifest> manifests = chart.manifests(values);
    List<Manifest> services = named(manifests, "Service", "-api").toList();
    assertThat(services).hasSize(values.equals("api-off") ? 0 : 1);
    for (Manifest service : services) {
      assertThat(service.tree().at("/spec/ports"))
          .extracting(port -> port.path("targetPort").asText())
          .containsExactly("api");
      JsonNode selector = service.tree().at("/spec/selector");
      assertThat(manifests.stream().filter(each -> each.kind().equals("Deployment")))
          .filteredOn(deployment -> selects(selector, deployment))
          .singleElement()
          .satisfies(
              deployment ->
                  assertThat(ports(deployment.pod().orElseThrow())).containsExactly("http", "api"));
    }
  }

  @Test
  void ingressAndRouteLeadToItsServiceAndNowhereElse() {
    Manifest ingress = find(EXPOSED, "Ingress", "odds-ev-worker-api");
    assertThat(ingress.tree().findValues("service"))
        .hasSize(3)
        .extracting(JsonNode::toString)
        .containsOnly("{\"name\":\"odds-ev-worker-api\",\"port\":{\"name\":\"api\"}}");
    assertThat(ingress.tree().at("/spec/rules/0/http/paths/0/path").asText()).isEqualTo("/");
    Manifest route = find(EXPOSED, "HTTPRoute", "odds-ev-worker-api");
    assertThat(route.tree().findValues("backendRefs"))
        .extracting(JsonNode::toString)
        .containsExactly("[{\"name\":\"odds-ev-worker-api\",\"port\":80}]");
  }

  /** A mount of a single file (subPath) stays as it was when the Secret changes. */
  @Test
  void itsKeysAreMountedSoThatARotatedSecretIsSeen() {
    JsonNode pod = find(EXPOSED, "Deployment", "odds-ev-worker-api").pod().orElseThrow();
    JsonNode mount =
        Manifest.elements(pod.at("/containers/0/volumeMounts"))
            .filter(each -> each.path("name").asText().equals("api-keys"))
            .findFirst()
            .orElseThrow();
    assertThat(mount.has("subPath")).isFalse();
    assertThat(value(pod, "EV_API_KEYS")).startsWith(mount.path("mountPath").asText() + "/");
  }

  /** It stops accepting, then finishes what it answers within 10 s; the catalogue within 5. */
  @Test
  void itsGracePeriodIsLongerThanTheWaitForProxiesAndItsDrain() {
    JsonNode pod = find(EXPOSED, "Deployment", "odds-ev-worker-api").pod().orElseThrow();
    int wait = pod.at("/containers/0/lifecycle/preStop/sleep/seconds").asInt();
    assertThat(wait).isPositive();
    assertThat(pod.path("terminationGracePeriodSeconds").asInt()).isGreaterThan(wait + 10 + 5);
  }

  @Test
  void itsOwnPodsStayInTheServiceWhenAStoreIsAway() {
    assertThat(readiness(find(EXPOSED, "Deployment", "odds-ev-worker-api")))
        .isEqualTo("/health/started");
    assertThat(readiness(find(EXPOSED, "Deployment", "odds-ev-worker-sinks")))
        .isEqualTo("/health/ready");
  }

  @Test
  void theAutoscalerScalesItsDeploymentWhichNamesNoReplicas() {
    Manifest scaler = find(EXPOSED, "HorizontalPodAutoscaler", "odds-ev-worker-api");
    assertThat(scaler.tree().at("/spec/scaleTargetRef/name").asText())
        .isEqualTo("odds-ev-worker-api");
    assertThat(scaler.tree().at("/spec/metrics"))
        .extracting(metric -> metric.path("type").asText())
        .containsExactly("Resource", "Resource", "Pods");
    assertThat(replicas(find(EXPOSED, "Deployment", "odds-ev-worker-api")).isMissingNode())
        .isTrue();
    assertThat(replicas(find(EXPOSED, "Deployment", "odds-ev-worker-stream")).asInt()).isEqualTo(2);
    assertThat(replicas(find("split-roles", "Deployment", "odds-ev-worker-api")).asInt())
        .isEqualTo(4);
  }

  @Test
  void whoMayReachItIsSaidApartFromWhoMayReadMetrics() {
    JsonNode rules = find(EXPOSED, "NetworkPolicy", "odds-ev-worker").tree().at("/spec/ingress");
    assertThat(rules)
        .extracting(rule -> rule.at("/ports/0/port").asText())
        .containsExactly("http", "api");
    assertThat(rules.path(0).path("from").toString()).isEqualTo("[{\"namespaceSelector\":{}}]");
    assertThat(rules.path(1).path("from"))
        .hasSize(2)
        .last()
        .satisfies(
            peer ->
                assertThat(
                        peer.at("/podSelector/matchLabels/app.kubernetes.io~1component").asText())
                    .as("helm test's pod")
                    .isEqualTo("test"));
  }

  @Test
  void helmTestAsksItThroughItsService() {
    JsonNode arguments =
        find("everything", "Pod", "betting-test").pod().orElseThrow().at("/containers/0/args");
    assertThat(arguments)
        .extracting(JsonNode::asText)
        .containsExactly(
            "status", "--worker", "http://betting:8090", "--api", "http://betting-api:8443");
  }

  @Test
  void everyOriginIsHandedOver() {
    JsonNode pod = find("everything", "Deployment", "betting-api").pod().orElseThrow();
    assertThat(value(pod, "EV_API_ORIGINS"))
        .isEqualTo("https://bets.example.com,http://localhost:3000");
  }

  private static Manifest find(String values, String kind, String name) {
    Optional<Manifest> found =
        named(chart.manifests(values), kind, "").filter(each -> each.name().equals(name)).findAny();
    return found.orElseThrow(() -> new AssertionError("no " + kind + " " + name));
  }

  private static Stream<Manifest> named(List<Manifest> manifests, String kind, String ending) {
    return manifests.stream()
        .filter(each -> each.kind().equals(kind) && each.name().endsWith(ending));
  }

  private static boolean selects(JsonNode selector, Manifest deployment) {
    JsonNode labels = deployment.tree().at("/spec/template/metadata/labels");
    return selector.properties().stream()
        .allMatch(
            (Map.Entry<String, JsonNode> label) ->
                label.getValue().equals(labels.get(label.getKey())));
  }

  private static List<String> names(JsonNode pod) {
    return Manifest.elements(pod.at("/containers/0/env"))
        .map(variable -> variable.path("name").asText())
        .toList();
  }

  private static String value(JsonNode pod, String name) {
    return Manifest.elements(pod.at("/containers/0/env"))
        .filter(variable -> variable.path("name").asText().equals(name))
        .map(variable -> variable.path("value").asText())
        .findFirst()
        .orElseThrow();
  }

  private static List<String> ports(JsonNode pod) {
    return Manifest.elements(pod.at("/containers/0/ports"))
        .map(port -> port.path("name").asText())
        .toList();
  }

  private static String readiness(Manifest deployment) {
    return deployment.pod().orElseThrow().at("/containers/0/readinessProbe/httpGet/path").asText();
  }

  private static JsonNode replicas(Manifest deployment) {
    return deployment.tree().at("/spec/replicas");
  }
}
