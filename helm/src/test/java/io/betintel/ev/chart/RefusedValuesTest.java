package io.betintel.ev.chart;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
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
          api.port                        | 80                 | at '/api/port'
          api.port                        | 8080               | api.port is 8080, which is httpPort too
          api.postgres.existingSecret     | reader             | api.postgres.existingSecret is set, but api.postgres.user is not
          api.redis.existingSecret        | reader             | api.redis.existingSecret is set, but api.redis.user is not
          api.replicas                    | 0                  | at '/api/replicas'
          api.resources.limits.memory     | lots               | at '/api/resources/limits/memory'
          api.keys.existingSecret         | My Keys            | at '/api/keys/existingSecret'
          api.keys.secret                 | keys               | at '/api/keys': additional properties 'secret' not allowed
          api.samplePercent               | 101                | at '/api/samplePercent'
          api.maxStreams                  | many               | at '/api/maxStreams'
          api.poolSize                    | 0                  | at '/api/poolSize'
          api.queryTimeout                | 5 seconds          | at '/api/queryTimeout'
          api.origins[0]                  | bets.example.com   | at '/api/origins/0'
          api.preStopSeconds              | -1                 | at '/api/preStopSeconds'
          api.terminationGracePeriodSeconds | 22               | api.terminationGracePeriodSeconds is 22: it must be at least 25
          terminationGracePeriodSeconds   | 139                | terminationGracePeriodSeconds is 139: with the API it must be at least 140
          api.service.type                | ExternalName       | at '/api/service/type'
          api.service.type                | LoadBalancer       | networkPolicy.apiFrom is empty
          api.autoscaling.enabled         | true               | api.autoscaling.enabled needs split: true
          api.autoscaling.minReplicas     | 0                  | at '/api/autoscaling/minReplicas'
          api.autoscaling.behavior.down   | slow               | at '/api/autoscaling/behavior': additional properties 'down' not allowed
          api.autoscaling.metrics[0].type | CPU                | at '/api/autoscaling/metrics/0/type'
          ingress.enabled                 | true               | ingress.hosts is empty
          ingress.hosts[0].name           | odds.example.com   | at '/ingress/hosts/0'
          ingress.hosts[0].host           | https://odds.com   | at '/ingress/hosts/0/host'
          ingress.class                   | nginx              | at '/ingress': additional properties 'class' not allowed
          httpRoute.enabled               | true               | httpRoute.parentRefs is empty
          httpRoute.parentRefs[0].gateway | public             | at '/httpRoute/parentRefs/0'
          httpRoute.path                  | v1                 | at '/httpRoute/path'
          httpRoute.filters[0].type       | Rewrite            | at '/httpRoute/filters/0/type'
          httpRoute.timeouts.request      | never              | at '/httpRoute/timeouts/request'
          networkPolicy.apiFrom           | everybody          | at '/networkPolicy/apiFrom'
          """)
  void aWrongValueIsRefusedByItsName(String key, String value, String message) {
    assertThatThrownBy(() -> chart.render(List.of(), Map.of(key, value)))
        .hasMessageContaining(message);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          minReplicas                    | 11 | api.autoscaling.minReplicas is 11, more than api.autoscaling.maxReplicas, which is 10
          targetCPUUtilizationPercentage | 0  | api.autoscaling has no target
          targetMemoryUtilizationPercentage | 80 | api.resources.requests.memory is not set
          """)
  void anAutoscalerThatCannotScaleIsRefused(String key, String value, String message) {
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("split", true);
    values.put("api.autoscaling.enabled", true);
    values.put("api.autoscaling." + key, value);
    values.put("api.resources.requests.memory", key.contains("Memory") ? "null" : "512Mi");
    assertThatThrownBy(() -> chart.render(List.of(), values)).hasMessageContaining(message);
  }

  @ParameterizedTest
  @CsvSource({"ingress.enabled", "httpRoute.enabled", "api.autoscaling.enabled"})
  void withoutTheApiThereIsNothingToExposeOrScale(String key) {
    assertThatThrownBy(() -> chart.render(List.of("api-off"), Map.of(key, true)))
        .hasMessageContaining(key + " is true, but api.enabled is false");
  }

  @ParameterizedTest
  @CsvSource({"EV_SWEEP_RATE", "EV_HTTP_PORT", "JAVA_TOOL_OPTIONS"})
  void extraEnvIsNoWayAroundTheSchema(String name) {
    assertThatThrownBy(() -> chart.render(List.of(), Map.of("extraEnv[0].name", name)))
        .hasMessageContaining("at '/extraEnv/0/name'");
  }
}
