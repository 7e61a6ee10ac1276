package io.betintel.ev.ops;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class KafkaPropertiesTest {
  private static final Path PAGE = Path.of("../docs/clients.md");

  @TempDir private Path directory;

  @ParameterizedTest
  @CsvSource({
    "isolation.level=read_uncommitted, the worker reads committed records only",
    "enable.auto.commit=true, positions are stored together with what was read",
    "auto.offset.reset=latest, positions are stored together with what was read",
    "acks=1, 'records would be lost, repeated or reordered'",
    "enable.idempotence=false, 'records would be lost, repeated or reordered'",
    "max.in.flight.requests.per.connection=20, 'records would be lost, repeated or reordered'",
    "transactional.id=mine, the worker's transactions depend on it",
    "group.id=mine, EV_APPLICATION_ID says it",
    "bootstrap.servers=elsewhere:9092, EV_KAFKA_BOOTSTRAP_SERVERS says it",
    "key.serializer=mine, the worker reads and writes bytes",
    "value.deserializer=mine, the worker reads and writes bytes",
    "partitioner.class=mine, events of a match must meet in one partition",
    "partition.assignment.strategy=mine, the worker's groups assign partitions in their own way",
    "processing.guarantee=at_least_once, the worker's transactions depend on it",
    "max.request.size=1, it follows EV_ODDS_MAX_BYTES and EV_COMMIT_INTERVAL"
  })
  void whatWouldBreakAGuaranteeIsRefusedByName(String line, String reason) throws IOException {
    String name = line.substring(0, line.indexOf('='));
    assertThatThrownBy(() -> config(line))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("EV_KAFKA_PROPERTIES_FILE is \"")
        .hasMessageContaining(name + " is refused: " + reason);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "producer.compression.type=zstd",
        "consumer.fetch.max.bytes=1",
        "admin.retries=1",
        "main.consumer.max.poll.records=1",
        "topic.cleanup.policy=delete"
      })
  void prefixOfKafkaStreamsIsRefusedWithTheNameToWrite(String line) throws IOException {
    assertThatThrownBy(() -> config(line))
        .hasMessageContaining(line.substring(0, line.indexOf('=')) + " is refused")
        .hasMessageContaining("a property is of every client");
  }

  @Test
  void everyFaultIsNamedAtOnce() {
    assertThatThrownBy(() -> config("acks=0\ncompression.type=zip\ngroup.id=mine\n"))
        .hasMessageContaining("acks is refused")
        .hasMessageContaining("compression.type is \"zip\": it must be none, gzip, snappy, lz4 or")
        .hasMessageContaining("group.id is refused");
  }

  @Test
  void whatPeopleNeedPasses() throws IOException {
    KafkaConfig config =
        config(
            """
            security.protocol=SASL_SSL
            sasl.mechanism=OAUTHBEARER
            ssl.truststore.type=PEM
            ssl.truststore.certificates=-----BEGIN CERTIFICATE-----\\nMIIB\\n-----END CERTIFICATE-----
            compression.type=zstd
            client.rack=a
            request.timeout.ms=20000
            """);
    assertThat(config.clientProperties())
        .containsEntry("security.protocol", "SASL_SSL")
        .containsEntry(
            "ssl.truststore.certificates",
            "-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----")
        .containsEntry("client.rack", "a")
        .containsEntry("bootstrap.servers", "broker:9092");
    assertThat(config.compression("lz4")).isEqualTo("zstd");
  }

  /** Each name of the page's second table, and no other. */
  @Test
  void pageNamesWhatIsRefused() throws IOException {
    List<String> rows =
        Files.readAllLines(PAGE).stream().filter(line -> line.startsWith("| refused |")).toList();
    assertThat(rows).isNotEmpty();
    List<String> named =
        rows.stream()
            .flatMap(row -> Pattern.compile("`([a-z0-9.]+)`").matcher(row).results())
            .map(match -> match.group(1))
            .toList();
    assertThat(named)
        .allSatisfy(
            name -> assertThat(KafkaProperties.faults(Map.of(name, "x"))).as(name).hasSize(1));
    assertThat(named).containsAll(KafkaProperties.refused());
  }

  @Test
  void pageNamesWhatPasses() throws IOException {
    Matcher passes = Pattern.compile("(?m)^\\| passes \\|(.*)$").matcher(Files.readString(PAGE));
    assertThat(passes.find()).isTrue();
    assertThat(Pattern.compile("`([a-z0-9.]+)`").matcher(passes.group(1)).results().toList())
        .allSatisfy(
            match ->
                assertThat(KafkaProperties.faults(Map.of(match.group(1), "lz4")))
                    .as(match.group(1))
                    .isEmpty());
  }

  private KafkaConfig config(String lines) throws IOException {
    Path file = Files.writeString(directory.resolve("client.properties"), lines);
    return KafkaConfig.from(
        new Settings(
            Map.of(
                "EV_KAFKA_BOOTSTRAP_SERVERS",
                "broker:9092",
                "EV_KAFKA_PROPERTIES_FILE",
                file.toString())));
  }
}
