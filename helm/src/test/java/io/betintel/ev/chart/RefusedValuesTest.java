package io.betintel.ev.chart;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RefusedValuesTest {
  @TempDir static Path work;
  private static Chart chart;

  @BeforeAll
  static void copyChart() throws IOException {
    chart = Chart.in(work);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          kafka.bootstrapServer           | kafka:9092         | at '/kafka': additional properties 'bootstrapServer' not allowed
          kafka.bootstrapServers          | kafka              | at '/kafka/bootstrapServers'
          kafka.bootstrapServers          | ''                 | kafka.bootstrapServers is not set
          kafka.securityProtocol          | TLS                | at '/kafka/securityProtocol'
          kafka.securityProtocol          | SASL_SSL           | kafka.sasl.existingSecret is not set
          kafka.tls.caSecret              | ca                 | kafka.tls is set, but kafka.securityProtocol PLAINTEXT does not use TLS
          schemaRegistry.url              | registry:8081      | at '/schemaRegistry/url'
          schemaRegistry.url              | ''                 | schemaRegistry.url is not set
          postgres.url                    | ''                 | postgres.url is not set
          postgres.url                    | postgres://db/ev   | at '/postgres/url'
          postgres.url                    | jdbc:postgresql://db/ev?password=x | at '/postgres/url'
          postgres.tls.mode               | full               | at '/postgres/tls/mode'
          postgres.tls.caSecret           | ca                 | postgres.tls.mode is not
          redis.url                       | redis://u:p@redis  | at '/redis/url'
          redis.url                       | ''                 | redis.url is not set
          partitions                      | 0                  | at '/partitions'
          replicationFactor               | many               | at '/replicationFactor'
          topicPrefix                     | replay             | at '/topicPrefix'
          settings.EV_SWEEPRATE           | 100                | at '/settings': additional properties 'EV_SWEEPRATE' not allowed
          settings.EV_PARKED_RETENTION    | 30 days            | at '/settings/EV_PARKED_RETENTION'
          terminationGracePeriodSeconds   | 30                 | at '/terminationGracePeriodSeconds': minimum: got 30, want 125
          metrics.scrape                  | all                | at '/metrics/scrape'
          image.digest                    | 12ab               | at '/image/digest'
          worker.resources.limits.memory  | lots               | at '/worker/resources/limits/memory'
          api.enabled                     | true               | additional properties 'api' not allowed
          """)
  void aWrongValueIsRefusedByItsName(String key, String value, String message) {
    assertThatThrownBy(() -> chart.render(List.of(), Map.of(key, value)))
        .hasMessageContaining(message);
  }

  @ParameterizedTest
  @CsvSource({"EV_SWEEP_RATE", "EV_HTTP_PORT", "JAVA_TOOL_OPTIONS"})
  void extraEnvIsNoWayAroundTheSchema(String name) {
    assertThatThrownBy(() -> chart.render(List.of(), Map.of("extraEnv[0].name", name)))
        .hasMessageContaining("at '/extraEnv/0/name'");
  }
}
