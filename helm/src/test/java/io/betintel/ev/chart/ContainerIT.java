package io.betintel.ev.chart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.betintel.localstack.FreePorts;
import io.betintel.localstack.LocalStack;
import io.betintel.localstack.LocalStackExtension;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/**
 * What the image runs with what the chart renders, against real servers: the hooks in their order,
 * then the Deployments. User, read-only root and limits are the container runtime's and not here.
 */
@ExtendWith(LocalStackExtension.class)
class ContainerIT {
  private static final Path ARCHIVE = Path.of("../ev-worker/target/jib-image.tar");
  private static final Path FEEDS = Path.of("../feeds").toAbsolutePath().normalize();
  private static final Duration PATIENCE = Duration.ofSeconds(90);

  /** 128 + SIGTERM. */
  private static final int ENDED_BY_SIGTERM = 143;

  private static final String FIRST_KEY = "ev_key-of-the-first-caller";
  private static final String SECOND_KEY = "ev_key-of-the-second-caller";

  /** The digests are what sha256sum says of the keys. */
  private static final String FIRST_LINE =
      "premium first sha256:75c02cf68449503600da6cfda700075136df48a007fe11f4696add19be7ffa92\n";

  private static final String SECOND_LINE =
      "basic second sha256:64e015cb6b04d8cc8db1490d2ed7b2817717dc0b979f1000e33c9bfff236274e\n";

  @TempDir static Path work;
  private static Image image;
  private static Chart chart;
  private static LocalStack servers;

  @BeforeAll
  static void install(LocalStack stack) throws Exception {
    servers = stack;
    stack.postgres().createDatabase("chart");
    chart = Chart.in(Files.createDirectories(work.resolve("chart")));
    image = Image.unpack(ARCHIVE, work.resolve("image"));
    List<Manifest> release = render(Map.of());
    List<Manifest> hooks =
        release.stream()
            .filter(each -> each.kind().equals("Job"))
            .sorted(Comparator.comparingInt(Manifest::hookWeight))
            .toList();
    assertThat(hooks)
        .extracting(Manifest::name)
        .containsExactly(
            "odds-ev-worker-migrate", "odds-ev-worker-topics", "odds-ev-worker-schemas");
    for (Manifest hook : hooks) {
      // A hook finds the hooks' own ConfigMap and existing Secrets, and nothing of the release.
      List<Manifest> there = release.stream().filter(each -> each.hook().isPresent()).toList();
      try (Container job = start(hook, there)) {
        assertThat(job.end(PATIENCE)).as(hook + ":\n" + job.log()).isZero();
      }
    }
  }

  @Test
  void theImagesUserIsTheChartsAndNoNativeStoreIsInIt() throws IOException {
    JsonNode settings = deployments(render(Map.of())).get(0).pod().orElseThrow();
    assertThat(image.config().path("User").asText())
        .isEqualTo(
            settings.at("/securityContext/runAsUser").asText()
                + ":"
                + settings.at("/securityContext/runAsGroup").asText());
    assertThat(image.entrypoint())
        .containsSubsequence(
            "-XX:+IgnoreUnrecognizedVMOptions",
            "-XX:+UseCompactObjectHeaders",
            "-XX:MetaspaceSize=128m",
            "-XX:+UseTransparentHugePages",
            "-cp");
    assertThat(image.config().at("/Labels/org.opencontainers.image.title").asText())
        .isEqualTo("ev-worker");
    try (Stream<Path> files = Files.walk(image.root())) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .contains("rocksdb-classes.jar")
          .noneMatch(name -> name.startsWith("rocksdbjni"));
    }
  }

  @Test
  void oneDeploymentBecomesReadyPricesAFeedAndDrainsWithinItsGracePeriod() throws Exception {
    List<Manifest> release = render(Map.of("httpPort", FreePorts.next()));
    Manifest deployment = deployments(release).get(0);
    try (Container worker = start(deployment, release)) {
      awaitReady(worker);
      assertThat(worker.probe("startupProbe")).isEqualTo(200);
      assertThat(worker.probe("livenessProbe")).isEqualTo(200);
      assertThat(worker.api("/v1/bet-types")).isEqualTo(200);

      importFeed("nhl_odds_us_decimal_2024-03-21.json", deployment, release);

      awaitPriced(worker);
      awaitStored(worker);
      assertThat(worker.metric("ev_records_total", "outcome=\"dead_lettered\"")).isZero();
      assertHelmTestSucceeds(worker, release);
      assertThat(worker.terminate()).as(worker.log()).isEqualTo(ENDED_BY_SIGTERM);
      assertThat(worker.log().lines()).last().asString().contains("stopped");
    }
  }

  @Test
  void theApisOwnDeploymentAnswersWithoutKafkaAndReadsKeysThatChange() throws Exception {
    List<Manifest> release = render(Map.of("split", true, "httpPort", FreePorts.next()));
    Manifest deployment = named("odds-ev-worker-api", release);
    Path directory = Files.createTempDirectory(work, deployment.name());
    Volumes volumes = volumes(deployment, release, directory);
    try (Container api =
        Container.start(image, deployment.pod().orElseThrow(), volumes, directory)) {
      awaitReady(api);
      assertThat(api.probe("livenessProbe")).isEqualTo(200);
      assertThat(api.api("/v1/bet-types")).isEqualTo(200);
      assertThat(api.api("/v1/bet-types", "X-Api-Key", FIRST_KEY)).isEqualTo(200);
      assertThat(api.api("/v1/bet-types", "X-Api-Key", SECOND_KEY)).isEqualTo(401);
      for (String inside : List.of("/metrics", "/health/ready")) {
        assertThat(api.api(inside)).as(inside).isEqualTo(404);
      }

      // As the kubelet does once the Secret is another.
      Files.writeString(Path.of(volumes.here("/etc/ev-worker/api-keys/keys")), SECOND_LINE);

      await()
          .atMost(PATIENCE)
          .until(() -> api.api("/v1/bet-types", "X-Api-Key", SECOND_KEY) == 200);
      assertThat(api.api("/v1/bet-types", "X-Api-Key", FIRST_KEY)).isEqualTo(401);
      assertThat(api.terminate()).as(api.log()).isEqualTo(ENDED_BY_SIGTERM);
    }
  }

  @Test
  @Tag("full")
  void splitDeploymentsPriceAndStoreTogether() throws Exception {
    List<Manifest> first = render(Map.of("split", true, "httpPort", FreePorts.next()));
    List<Manifest> second = render(Map.of("split", true, "httpPort", FreePorts.next()));
    Manifest stream = named("odds-ev-worker-stream", first);
    try (Container pricing = start(stream, first);
        Container storing = start(named("odds-ev-worker-sinks", second), second)) {
      awaitReady(pricing);
      awaitReady(storing);

      importFeed("football-data_E0_2023-24.csv", stream, first);

      awaitPriced(pricing);
      awaitStored(storing);
      assertThat(pricing.metric("ev_sink_lines_written_total")).isZero();
      assertThat(storing.metric("ev_records_consumed_total")).isZero();
      assertThat(pricing.terminate()).as(pricing.log()).isEqualTo(ENDED_BY_SIGTERM);
      assertThat(storing.terminate()).as(storing.log()).isEqualTo(ENDED_BY_SIGTERM);
    }
  }

  private static List<Manifest> render(Map<String, Object> more) throws IOException {
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("kafka.bootstrapServers", servers.kafka().bootstrapServers());
    values.put("schemaRegistry.url", servers.registry().url());
    values.put("postgres.url", servers.postgres().jdbcUrl("chart"));
    values.put("postgres.user", servers.postgres().user());
    values.put("redis.url", servers.redis().url());
    values.put("topicPrefix", "replay."); // of a feed of years ago
    values.put("partitions", 3);
    values.put("replicationFactor", 1);
    values.put("api.port", FreePorts.next());
    values.put("api.keys.existingSecret", "existing-api-keys");
    values.put("jvm.options", "-Xmx256m -XX:+UseSerialGC -XX:TieredStopAtLevel=1");
    values.putAll(more);
    return Manifest.parse(chart.render(List.of(), values));
  }

  private static Container start(Manifest manifest, List<Manifest> there, String... arguments)
      throws IOException {
    Path directory = Files.createTempDirectory(work, manifest.name());
    return Container.start(
        image,
        manifest.pod().orElseThrow(),
        volumes(manifest, there, directory),
        directory,
        arguments);
  }

  private static Volumes volumes(Manifest manifest, List<Manifest> there, Path directory)
      throws IOException {
    return new Volumes(
        manifest.pod().orElseThrow(),
        there,
        Map.of(
            "existing-postgres",
            Map.of("password", servers.postgres().password().getBytes(StandardCharsets.UTF_8)),
            "existing-api-keys",
            Map.of("keys", FIRST_LINE.getBytes(StandardCharsets.UTF_8))),
        directory);
  }

  /** The manifest names Services, which only a cluster resolves. */
  private static void assertHelmTestSucceeds(Container worker, List<Manifest> release)
      throws Exception {
    Manifest test =
        release.stream().filter(each -> each.kind().equals("Pod")).findFirst().orElseThrow();
    String[] arguments =
        Manifest.elements(test.pod().orElseThrow().at("/containers/0/args"))
            .map(JsonNode::asText)
            .map(each -> each.startsWith("http://odds-ev-worker:") ? worker.address("http") : each)
            .map(
                each ->
                    each.startsWith("http://odds-ev-worker-api:") ? worker.address("api") : each)
            .toArray(String[]::new);
    try (Container check = start(test, release, arguments)) {
      assertThat(check.end(PATIENCE)).as(check.log()).isZero();
      assertThat(check.log()).contains(worker.address("api"));
    }
  }

  /** As a person does who opens a shell in the pod. */
  private static void importFeed(String file, Manifest deployment, List<Manifest> release)
      throws Exception {
    try (Container command =
        start(deployment, release, "feed", "import", FEEDS.resolve(file).toString())) {
      assertThat(command.end(PATIENCE)).as(command.log()).isZero();
    }
  }

  private static void awaitReady(Container worker) throws IOException {
    await().atMost(PATIENCE).until(() -> !worker.alive() || worker.probe("readinessProbe") == 200);
    assertThat(worker.alive()).as(worker.log()).isTrue();
  }

  private static void awaitPriced(Container worker) {
    await()
        .atMost(PATIENCE)
        .until(() -> worker.metric("ev_lines_published_total", "outcome=\"priced\"") > 0);
  }

  private static void awaitStored(Container worker) {
    for (String sink : List.of("sink=\"postgres\"", "sink=\"redis\"")) {
      await().atMost(PATIENCE).until(() -> worker.metric("ev_sink_lines_written_total", sink) > 0);
    }
  }

  private static List<Manifest> deployments(List<Manifest> release) {
    return release.stream().filter(each -> each.kind().equals("Deployment")).toList();
  }

  private static Manifest named(String name, List<Manifest> release) {
    Optional<Manifest> found =
        deployments(release).stream().filter(each -> each.name().equals(name)).findFirst();
    return found.orElseThrow(() -> new AssertionError("no " + name + " in " + release));
  }
}
