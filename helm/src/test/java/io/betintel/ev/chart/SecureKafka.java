package io.betintel.ev.chart;

import static org.awaitility.Awaitility.await;

import io.betintel.localstack.FreePorts;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.ScramCredentialInfo;
import org.apache.kafka.clients.admin.ScramMechanism;
import org.apache.kafka.clients.admin.UserScramCredentialUpsertion;

/**
 * A Kafka node that asks its clients for a certificate and a password. A second listener, for the
 * test alone, is open: over it the user is made.
 */
final class SecureKafka implements AutoCloseable {
  private static final Path STACK = Path.of("../support/local-stack/target");
  private static final int SCRAM_ITERATIONS = 4096;

  private final Process process;
  private final Path log;
  private final String open;
  private final String secure;

  private SecureKafka(Process process, Path log, String open, String secure) {
    this.process = process;
    this.log = log;
    this.open = open;
    this.secure = secure;
  }

  static SecureKafka start(Path work, Certificate own, Certificate client)
      throws IOException, GeneralSecurityException {
    Path directory = Files.createTempDirectory(work, "kafka");
    Path keys = Files.write(directory.resolve("keys.p12"), own.keyStore());
    Path trusted = Files.write(directory.resolve("trusted.p12"), client.trustStore());
    String open = "127.0.0.1:" + FreePorts.next();
    String secure = "127.0.0.1:" + FreePorts.next();
    String controller = "127.0.0.1:" + FreePorts.next();
    Path config =
        Files.writeString(
            directory.resolve("server.properties"),
            """
            process.roles=broker,controller
            node.id=1
            controller.listener.names=CONTROLLER
            controller.quorum.voters=1@%3$s
            listeners=PLAINTEXT://%1$s,SASL_SSL://%2$s,CONTROLLER://%3$s
            advertised.listeners=PLAINTEXT://%1$s,SASL_SSL://%2$s
            inter.broker.listener.name=PLAINTEXT
            listener.security.protocol.map=PLAINTEXT:PLAINTEXT,SASL_SSL:SASL_SSL,CONTROLLER:PLAINTEXT
            sasl.enabled.mechanisms=SCRAM-SHA-512
            listener.name.sasl_ssl.scram-sha-512.sasl.jaas.config=org.apache.kafka.common.security.scram.ScramLoginModule required;
            ssl.client.auth=required
            ssl.keystore.type=PKCS12
            ssl.keystore.location=%4$s
            ssl.keystore.password=%6$s
            ssl.key.password=%6$s
            ssl.truststore.type=PKCS12
            ssl.truststore.location=%5$s
            ssl.truststore.password=%6$s
            auto.create.topics.enable=false
            message.max.bytes=8388608
            offsets.topic.replication.factor=1
            offsets.topic.num.partitions=3
            transaction.state.log.replication.factor=1
            transaction.state.log.min.isr=1
            transaction.state.log.num.partitions=3
            group.initial.rebalance.delay.ms=0
            log.dirs=%7$s
            """
                .formatted(
                    open,
                    secure,
                    controller,
                    keys,
                    trusted,
                    Certificate.PASSWORD,
                    directory.resolve("log")));
    Path ready = directory.resolve("ready");
    Path log = directory.resolve("kafka.log");
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                STACK.resolve("classes") + File.pathSeparator + STACK.resolve("lib/*"),
                "io.betintel.localstack.KafkaNode",
                config.toString(),
                ready.toString())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    SecureKafka kafka = new SecureKafka(process, log, open, secure);
    try {
      await().atMost(Duration.ofMinutes(1)).until(() -> Files.exists(ready) || !process.isAlive());
      if (!process.isAlive()) {
        throw new IOException("Kafka ended: " + kafka.log());
      }
      return kafka;
    } catch (IOException | RuntimeException e) {
      kafka.close();
      throw e;
    }
  }

  /** Where a certificate and a user are asked for. */
  String bootstrapServers() {
    return secure;
  }

  void addUser(String name, String password) throws Exception {
    try (Admin admin = Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, open))) {
      admin
          .alterUserScramCredentials(
              List.of(
                  new UserScramCredentialUpsertion(
                      name,
                      new ScramCredentialInfo(ScramMechanism.SCRAM_SHA_512, SCRAM_ITERATIONS),
                      password)))
          .all()
          .get();
    }
  }

  String log() throws IOException {
    return Files.readString(log);
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
