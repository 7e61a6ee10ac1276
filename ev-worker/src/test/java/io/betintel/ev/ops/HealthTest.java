package io.betintel.ev.ops;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What Kubernetes sees: not ready is not dead. */
class HealthTest {
  private final List<Check> checks = new ArrayList<>();
  private final Health health = new Health(() -> List.copyOf(checks));
  private final WorkerMeters meters = new WorkerMeters();
  private final OpsServer server =
      new OpsServer(
          HttpConfig.from(new Settings(Map.of("EV_HTTP_PORT", "0", "EV_HTTP_HOST", "127.0.0.1"))),
          meters.registry(),
          health);

  @BeforeEach
  void start() {
    server.start();
    checks.add(Check.up("stream", "running"));
  }

  @AfterEach
  void stop() {
    server.close();
    meters.close();
  }

  @Test
  void liveWhileItStarts() throws Exception {
    assertThat(answers()).containsExactly(503, 503, 200);
    health.started();
    assertThat(answers()).containsExactly(200, 200, 200);
  }

  @Test
  void whatRecoversByItselfIsNotReadyButLive() throws Exception {
    health.started();
    checks.add(Check.waiting("postgres", "connection refused"));

    assertThat(answers()).containsExactly(200, 503, 200);
    assertThat(get("/health/ready").body())
        .isEqualTo("stream UP running\npostgres WAITING connection refused\n");
  }

  @Test
  void whatDoesNotRecoverIsNeither() throws Exception {
    health.started();
    checks.add(Check.failed("stream", "gave up"));

    assertThat(answers()).containsExactly(200, 503, 503);
  }

  @Test
  void metricsIncludeTheJvm() throws Exception {
    assertThat(get("/metrics").body()).contains("jvm_memory_used_bytes", "process_uptime_seconds");
  }

  @Test
  void metricsIncludeEveryPart() throws Exception {
    checks.add(Check.up("postgres", "lag 0"));
    meters.bind(new HealthMetrics(health));
    checks.set(1, Check.waiting("postgres", "connection refused"));

    assertThat(get("/metrics").body().lines())
        .contains("ev_part_up{part=\"stream\"} 1.0", "ev_part_up{part=\"postgres\"} 0.0");
  }

  /** Ten clients ask for the metrics and read nothing: health and one more scrape still answer. */
  @Test
  void clientsThatDoNotReadTakeNoThreadFromHealth() throws Exception {
    List<RawClient> clients = new ArrayList<>();
    try {
      for (int i = 0; i < 10; i++) {
        RawClient client = new RawClient(server.port());
        clients.add(client);
        client.send("GET /metrics HTTP/1.1\r\nHost: a\r\n\r\n".repeat(20));
      }
      health.started();
      assertThat(answers()).containsExactly(200, 200, 200);
    } finally {
      for (RawClient client : clients) {
        client.close();
      }
    }
    await().atMost(Duration.ofSeconds(20)).until(() -> get("/metrics").statusCode() == 200);
  }

  @Test
  void headersBeyondTheLimitAreRefused() throws Exception {
    try (RawClient client = new RawClient(server.port())) {
      client.send("GET /metrics HTTP/1.1\r\nHost: a\r\nX-A: " + "x".repeat(9000) + "\r\n\r\n");
      assertThat(client.readAnswer()).startsWith("HTTP/1.1 431");
    }
  }

  /** Started, ready, live. */
  private List<Integer> answers() throws Exception {
    List<Integer> answers = new ArrayList<>();
    for (String path : List.of("started", "ready", "live")) {
      answers.add(get("/health/" + path).statusCode());
    }
    return answers;
  }

  private HttpResponse<String> get(String path) throws IOException, InterruptedException {
    return HttpClient.newHttpClient()
        .send(
            HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + path)).build(),
            HttpResponse.BodyHandlers.ofString());
  }
}
