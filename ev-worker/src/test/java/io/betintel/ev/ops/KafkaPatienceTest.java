package io.betintel.ev.ops;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.Test;

/** How long Kafka's clients wait on a connection that may be dead. */
final class KafkaPatienceTest {

  @Test
  void requestMayTakeTenSecondsAndSoMayACallOfALastingClient() {
    KafkaConfig kafka = new KafkaConfig("kafka:9092", Map.of());

    assertThat(kafka.clientProperties())
        .containsEntry("request.timeout.ms", "10000")
        .doesNotContainKey("default.api.timeout.ms");
    assertThat(kafka.lastingAdmin())
        .containsEntry("request.timeout.ms", "10000")
        .containsEntry("default.api.timeout.ms", "10000");
  }

  /** Kafka refuses a call that may take less time than a request. */
  @Test
  void operatorsOwnTimesWin() {
    KafkaConfig patient = new KafkaConfig("kafka:9092", Map.of("request.timeout.ms", "45000"));
    Properties both =
        new KafkaConfig(
                "kafka:9092",
                Map.of("request.timeout.ms", "20000", "default.api.timeout.ms", "90000"))
            .lastingAdmin();

    assertThat(patient.lastingAdmin())
        .containsEntry("request.timeout.ms", "45000")
        .containsEntry("default.api.timeout.ms", "45000");
    assertThat(both)
        .containsEntry("request.timeout.ms", "20000")
        .containsEntry("default.api.timeout.ms", "90000");
  }
}
