package io.betintel.ev.chart;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.betintel.localstack.FreePorts;
import io.betintel.localstack.LocalStack;
import io.betintel.localstack.LocalStackExtension;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Duration;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/**
 * The values {@code tls-everywhere.yaml} against servers that show certificates of a private CA:
 * Kafka also asks for one, and for a user; PostgreSQL itself; the registry and Redis behind a
 * proxy, since these builds of them speak no TLS.
 */
@Tag("full")
@ExtendWith(LocalStackExtension.class)
class TlsIT {
  private static final Path ARCHIVE = Path.of("../ev-worker/target/jib-image.tar");
  private static final Path FEED =
      Path.of("../feeds/nhl_odds_us_decimal_2024-03-21.json").toAbsolutePath().normalize();
  private static final Duration PATIENCE = Duration.ofSeconds(90);
  private static final String DATABASE = "tls";
  private static final String USER = "ev";

  @TempDir static Path work;
  private static LocalStack servers;
  private static Image image;
  private static Chart chart;
  private static Certificate authority;
  private static Certificate client;
  private static SecureKafka kafka;
  private static TlsFront registry;
  private static TlsFront redis;

  @BeforeAll
  static void secure(LocalStack stack) throws Exception {
    servers = stack;
    chart = Chart.in(Files.createDirectories(work.resolve("chart")));
    image = Image.unpack(ARCHIVE, work.resolve("image"));
    authority = Certificate.make("servers", work);
    client = Certificate.make("client", work);
    kafka = SecureKafka.start(work, authority, client);
    kafka.addUser(USER, "kafka's password");
    registry = new TlsFront(stack.registry().address(), authority.server());
    redis = new TlsFront(stack.redis().address(), authority.server());
    redis("ACL SETUSER ev on >redis-password ~* &* +@all");
    stack.postgres().createDatabase(DATABASE);
    postgres(
        "ALTER SYSTEM SET ssl_cert_file = '%s'".formatted(file("server.crt", authority.pem())),
        "ALTER SYSTEM SET ssl_key_file = '%s'".formatted(file("server.key", authority.keyPem())),
        "ALTER SYSTEM SET ssl = on",
        "SELECT pg_reload_conf()");
    await().atMost(PATIENCE).until(() -> postgres("SHOW ssl").equals("on"));
  }

  @AfterAll
  static void leaveTheServersAsTheyWere() throws Exception {
    postgres("ALTER SYSTEM RESET ALL", "SELECT pg_reload_conf()");
    redis("ACL DELUSER ev");
    registry.close();
    redis.close();
    kafka.close();
  }

  @Test
  void everyConnectionShakesHandsAndAFeedIsPricedAndStored() throws Exception {
    List<Manifest> release = release();
    for (Manifest hook : hooks(release)) {
      try (Container job = start(hook, release, authority)) {
        assertThat(job.end(PATIENCE)).as(hook + ":\n" + job.log()).isZero();
      }
    }
    Manifest deployment = named("odds-ev-worker", release);
    try (Container worker = start(deployment, release, authority)) {
      await()
          .atMost(PATIENCE)
          .until(() -> !worker.alive() || worker.probe("readinessProbe") == 200);
      assertThat(worker.alive()).as(worker.log()).isTrue();
      try (Container command =
          start(deployment, release, authority, "feed", "import", FEED.toString())) {
        assertThat(command.end(PATIENCE)).as(command.log()).isZero();
      }
      for (String sink : List.of("sink=\"postgres\"", "sink=\"redis\"")) {
        await()
            .atMost(PATIENCE)
            .until(() -> worker.metric("ev_sink_lines_written_total", sink) > 0);
      }
      assertThat(
              postgres(
                  """
                  SELECT string_agg(DISTINCT ssl::text, ',')
                  FROM pg_stat_ssl JOIN pg_stat_activity USING (pid)
                  WHERE datname = 'tls' AND application_name LIKE 'ev-%'
                  """))
          .isEqualTo("true");
      assertThat(registry.handshakes()).isPositive();
      assertThat(redis.handshakes()).isPositive();
      assertThat(worker.terminate()).as(worker.log()).isEqualTo(143); // 128 + SIGTERM
    }
  }

  @Test
  void aServerOfAnotherCaIsNotBelieved() throws Exception {
    Certificate another = Certificate.make("others", work);
    List<Manifest> release = release();
    int registryBefore = registry.handshakes();
    for (Manifest hook : hooks(release)) {
      try (Container job = start(hook, release, another)) {
        assertThat(job.end(PATIENCE)).as(hook + ":\n" + job.log()).isEqualTo(1);
        assertThat(job.log()).containsPattern("(?i)certifi|ssl handshake");
      }
    }
    assertThat(registry.handshakes()).isEqualTo(registryBefore);
  }

  private static List<Manifest> release() throws IOException {
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("kafka.bootstrapServers", kafka.bootstrapServers());
    values.put(
        "schemaRegistry.url",
        "https://" + registry.address() + URI.create(servers.registry().url()).getPath());
    values.put("postgres.url", servers.postgres().jdbcUrl(DATABASE));
    values.put("postgres.user", servers.postgres().user());
    values.put("redis.url", "rediss://" + redis.address() + "/1");
    values.put("topicPrefix", "replay."); // of a feed of years ago
    values.put("partitions", 3);
    values.put("replicationFactor", 1);
    values.put("httpPort", FreePorts.next());
    values.put("api.port", FreePorts.next());
    values.put("hooks.wait", "5s");
    values.put("jvm.options", "-Xmx256m -XX:+UseSerialGC -XX:TieredStopAtLevel=1");
    return Manifest.parse(chart.render(List.of("tls-everywhere"), values));
  }

  private static List<Manifest> hooks(List<Manifest> release) {
    return release.stream()
        .filter(each -> each.kind().equals("Job"))
        .sorted(Comparator.comparingInt(Manifest::hookWeight))
        .toList();
  }

  private static Manifest named(String name, List<Manifest> release) {
    return release.stream()
        .filter(each -> each.kind().equals("Deployment") && each.name().equals(name))
        .findFirst()
        .orElseThrow();
  }

  private static Container start(
      Manifest manifest, List<Manifest> release, Certificate believed, String... arguments)
      throws Exception {
    Map<String, Map<String, byte[]>> secrets =
        Map.of(
            "existing-kafka",
            Map.of(
                "username", USER.getBytes(UTF_8), "password", "kafka's password".getBytes(UTF_8)),
            "existing-ca",
            Map.of("ca.crt", believed.pem()),
            "existing-kafka-client",
            Map.of("tls.crt", client.pem(), "tls.key", client.keyPem()),
            "existing-registry",
            Map.of("bearer", "registry-token".getBytes(UTF_8)),
            "existing-postgres",
            Map.of("password", servers.postgres().password().getBytes(UTF_8)),
            "existing-redis",
            Map.of("password", "redis-password".getBytes(UTF_8)),
            "existing-truststore",
            Map.of(
                "truststore.p12",
                believed.trustStore(),
                "password",
                Certificate.PASSWORD.getBytes(UTF_8)));
    Path directory = Files.createTempDirectory(work, manifest.name());
    var pod = manifest.pod().orElseThrow();
    return Container.start(
        image, pod, new Volumes(pod, release, secrets, directory), directory, arguments);
  }

  /** The last statement's first value. */
  private static String postgres(String... statements) throws Exception {
    String answer = "";
    try (Connection connection =
            DriverManager.getConnection(
                servers.postgres().jdbcUrl("postgres"),
                servers.postgres().user(),
                servers.postgres().password());
        Statement statement = connection.createStatement()) {
      for (String each : statements) {
        if (statement.execute(each)) {
          try (ResultSet row = statement.getResultSet()) {
            answer = row.next() ? row.getString(1) : "";
          }
        }
      }
    }
    return answer;
  }

  private static void redis(String command) throws IOException {
    URI address = URI.create("tcp://" + servers.redis().address());
    try (Socket socket = new Socket(address.getHost(), address.getPort())) {
      socket.getOutputStream().write((command + "\r\n").getBytes(UTF_8));
      assertThat((char) socket.getInputStream().read()).as(command).isIn('+', ':');
    }
  }

  /** A key that anybody but its owner may read is refused. */
  private static Path file(String name, byte[] content) throws IOException {
    Path file = Files.write(work.resolve(name), content);
    Files.setPosixFilePermissions(
        file, java.nio.file.attribute.PosixFilePermissions.fromString("rw-------"));
    return file;
  }
}
