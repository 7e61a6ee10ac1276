package io.betintel.ev.chart;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Kafka's own configuration reads the rendered properties, with the Secrets mounted. */
class ChartKafkaPropertiesTest {
  @TempDir Path work;

  @Test
  void credentialsComeFromTheMountedSecrets() throws IOException {
    secret("kafka/username", "worker");
    secret("kafka/password", "p;w=1");
    secret("kafka-client/tls.crt", "certificate");
    secret("kafka-client/tls.key", "key");

    ProducerConfig config = config("tls-everywhere");

    assertThat(config.getString("security.protocol")).isEqualTo("SASL_SSL");
    assertThat(config.getString("sasl.mechanism")).isEqualTo("SCRAM-SHA-512");
    assertThat(config.getPassword("sasl.jaas.config").value())
        .isEqualTo(
            "org.apache.kafka.common.security.scram.ScramLoginModule required"
                + " username=\"worker\" password=\"p;w=1\";");
    assertThat(config.getString("ssl.truststore.type")).isEqualTo("PEM");
    assertThat(config.getPassword("ssl.keystore.certificate.chain").value())
        .isEqualTo("certificate");
    assertThat(config.getPassword("ssl.keystore.key").value()).isEqualTo("key");
  }

  @Test
  void furtherPropertiesAreWrittenAsTheyAre() throws IOException {
    secret("kafka/username", "worker");
    secret("kafka/password", "pw");
    secret("kafka-client/tls.crt", "certificate");
    secret("kafka-client/tls.key", "key");

    ProducerConfig config = config("everything");

    assertThat(config.getPassword("sasl.jaas.config").value()).contains("plain.PlainLoginModule");
    assertThat(config.getInt("request.timeout.ms")).isEqualTo(1_048_576);
    assertThat(config.originals()).containsEntry("client.rack", "a");
  }

  private ProducerConfig config(String values) throws IOException {
    String text =
        Chart.in(work).manifests(values).stream()
            .filter(manifest -> manifest.kind().equals("ConfigMap"))
            .map(manifest -> manifest.tree().path("data").path("client.properties").asText(null))
            .filter(properties -> properties != null)
            .findFirst()
            .orElseThrow()
            .replace("/etc/ev-worker", work.resolve("etc").toString());
    Properties properties = new Properties();
    properties.load(new StringReader(text));
    properties.put("bootstrap.servers", "localhost:9092");
    properties.put("key.serializer", "org.apache.kafka.common.serialization.ByteArraySerializer");
    properties.put("value.serializer", "org.apache.kafka.common.serialization.ByteArraySerializer");
    return new ProducerConfig(properties);
  }

  private void secret(String name, String value) throws IOException {
    Path file = work.resolve("etc").resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, value);
  }
}
