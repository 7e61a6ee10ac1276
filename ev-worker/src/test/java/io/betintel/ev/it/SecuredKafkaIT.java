package io.betintel.ev.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.betintel.ev.feed.FeedFixture;
import io.betintel.ev.harness.Build;
import io.betintel.ev.harness.CommandResult;
import io.betintel.ev.harness.Commands;
import io.betintel.ev.harness.Installation;
import io.betintel.ev.harness.OAuthServer;
import io.betintel.ev.harness.PemFiles;
import io.betintel.ev.harness.WorkerProcess;
import io.betintel.localstack.LocalStack;
import io.betintel.localstack.LocalStackExtension;
import io.betintel.localstack.LoneKafka;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A real broker that wants a token of an OAuth server, or a client certificate, as PEM. */
@ExtendWith(LocalStackExtension.class)
@TestInstance(Lifecycle.PER_CLASS)
final class SecuredKafkaIT {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final String SECRET = "planted-client-secret";

  /** How the clients prove who they are. */
  private enum Proof {
    TOKEN("SASL_PLAINTEXT"),
    PEM_FILES("SSL"),
    PEM_INLINE("SSL");

    private final String protocol;

    Proof(String protocol) {
      this.protocol = protocol;
    }
  }

  private final LocalStack stack;
  private Path directory;
  private OAuthServer oauth;
  private PemFiles client;
  private PemFiles broker;
  private LoneKafka kafka;

  SecuredKafkaIT(LocalStack stack) {
    this.stack = stack;
  }

  @BeforeAll
  void start(@TempDir Path temporary) throws Exception {
    directory = temporary;
    oauth = new OAuthServer("ev-worker", SECRET);
    client = PemFiles.make(directory, "client");
    broker = PemFiles.make(directory, "broker");
    String sasl = "listener.name.sasl_plaintext.";
    kafka =
        LoneKafka.start(
            Path.of(System.getProperty("ev.it.directory", "target/it"), "secured-kafka"),
            List.of("SASL_PLAINTEXT", "SSL"),
            List.of("-Dorg.apache.kafka.sasl.oauthbearer.allowed.urls=" + oauth.keysUrl()),
            List.of(
                sasl + "sasl.enabled.mechanisms=OAUTHBEARER",
                sasl
                    + "oauthbearer.sasl.jaas.config=org.apache.kafka.common.security.oauthbearer"
                    + ".OAuthBearerLoginModule required;",
                sasl
                    + "oauthbearer.sasl.server.callback.handler.class=org.apache.kafka.common"
                    + ".security.oauthbearer.OAuthBearerValidatorCallbackHandler",
                "sasl.oauthbearer.jwks.endpoint.url=" + oauth.keysUrl(),
                "sasl.oauthbearer.expected.audience=kafka",
                "listener.name.ssl.ssl.client.auth=required",
                "listener.name.ssl.ssl.keystore.type=PEM",
                "listener.name.ssl.ssl.keystore.certificate.chain=" + inline(broker.certificate()),
                "listener.name.ssl.ssl.keystore.key=" + inline(broker.key()),
                "listener.name.ssl.ssl.truststore.type=PEM",
                "listener.name.ssl.ssl.truststore.certificates=" + inline(client.certificate())));
  }

  @AfterAll
  void stop() {
    if (kafka != null) {
      kafka.close();
    }
    oauth.close();
  }

  /** A sample: the rest runs with all. */
  @Test
  void commandsProveWhoTheyAre() throws Exception {
    CommandResult plan = topics(Proof.TOKEN, properties(Proof.TOKEN), "20s");
    assertThat(plan.exitCode()).as(plan.out() + plan.err()).isZero();
    assertThat(oauth.tokens()).isPositive();
  }

  @ParameterizedTest
  @EnumSource(Proof.class)
  @Tag("full")
  void theWorkerProvesWhoItIsEverywhere(Proof proof) throws Exception {
    try (Installation installation = Installation.of(stack)) {
      installation.with(
          "EV_KAFKA_BOOTSTRAP_SERVERS", kafka.server().bootstrapServers(proof.protocol));
      for (String line : properties(proof).split("\n", -1)) {
        String[] property = line.split("=", 2);
        if (property.length == 2) {
          installation.withKafkaProperty(property[0], property[1]);
        }
      }
      installation.run("topics", "--wait", "30s").done();
      WorkerProcess worker = installation.start().awaitReady();
      installation.run("feed", "import", FeedFixture.path(FeedFixture.NHL_EVENT).toString()).done();

      // feeds/README.md counts 14 snapshots.
      await()
          .atMost(PATIENCE)
          .until(() -> worker.metric("ev_records_total", "outcome=\"applied\"") == 14);
      await()
          .atMost(PATIENCE)
          .until(() -> !"0".equals(installation.query("SELECT count(*) FROM bets")));
      installation.run("status").done();
      assertThat(worker.log()).doesNotContain(SECRET, "BEGIN PRIVATE KEY");
    }
  }

  @ParameterizedTest
  @EnumSource(Proof.class)
  @Tag("full")
  void wrongProofIsRefusedAndTheSecretIsNotSaid(Proof proof) throws Exception {
    PemFiles stranger = PemFiles.make(directory, "stranger-" + proof);
    String wrong =
        properties(proof)
            .replace(SECRET, SECRET + "-of-another")
            .replace(inline(client.key()), inline(stranger.key()))
            .replace(inline(client.certificate()), inline(stranger.certificate()))
            .replace("client.pem", "stranger.pem");
    Files.writeString(directory.resolve("stranger.pem"), stranger.key() + stranger.certificate());

    CommandResult refused = topics(proof, wrong, "1s");

    assertThat(refused.exitCode()).isEqualTo(1);
    assertThat(refused.err()).isNotBlank().doesNotContain(SECRET, "PRIVATE KEY", "\tat ");
    System.out.println(proof + ": " + refused.err());
  }

  private CommandResult topics(Proof proof, String properties, String patience) throws Exception {
    Path file = Files.writeString(directory.resolve("client.properties"), properties);
    return new Commands(
            Build.CURRENT,
            Map.of(
                "EV_KAFKA_BOOTSTRAP_SERVERS",
                kafka.server().bootstrapServers(proof.protocol),
                "EV_KAFKA_PROPERTIES_FILE",
                file.toString(),
                "EV_REPLICATION_FACTOR",
                "1",
                "EV_PARTITIONS",
                "1",
                "EV_TOPIC_PREFIX",
                "sample."))
        .run("topics", "--wait", patience);
  }

  /** As docs/clients.md says it. */
  private String properties(Proof proof) throws IOException {
    return switch (proof) {
      case TOKEN ->
          """
          security.protocol=SASL_PLAINTEXT
          sasl.mechanism=OAUTHBEARER
          sasl.login.callback.handler.class=org.apache.kafka.common.security.oauthbearer.OAuthBearerLoginCallbackHandler
          sasl.oauthbearer.token.endpoint.url=%s
          sasl.oauthbearer.client.credentials.client.id=ev-worker
          sasl.oauthbearer.client.credentials.client.secret=%s
          sasl.jaas.config=org.apache.kafka.common.security.oauthbearer.OAuthBearerLoginModule required;
          """
              .formatted(oauth.tokenUrl(), SECRET);
      case PEM_FILES ->
          """
          security.protocol=SSL
          ssl.truststore.type=PEM
          ssl.truststore.location=%s
          ssl.keystore.type=PEM
          ssl.keystore.location=%s
          """
              .formatted(
                  Files.writeString(directory.resolve("broker.pem"), broker.certificate()),
                  Files.writeString(
                      directory.resolve("client.pem"), client.key() + client.certificate()));
      case PEM_INLINE ->
          """
          security.protocol=SSL
          ssl.truststore.type=PEM
          ssl.truststore.certificates=%s
          ssl.keystore.type=PEM
          ssl.keystore.certificate.chain=%s
          ssl.keystore.key=%s
          """
              .formatted(
                  inline(broker.certificate()), inline(client.certificate()), inline(client.key()));
    };
  }

  /** A line break of a value in a properties file. */
  private static String inline(String pem) {
    return pem.strip().replace("\n", "\\n");
  }
}
