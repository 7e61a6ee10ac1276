package io.betintel.ev.stream;

import static org.assertj.core.api.Assertions.assertThat;

import io.betintel.ev.ops.KafkaConfig;
import java.util.Map;
import org.apache.kafka.common.errors.SaslAuthenticationException;
import org.apache.kafka.common.errors.SslAuthenticationException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.junit.jupiter.api.Test;

final class KafkaTroubleTest {
  private static final KafkaConfig PLAIN = new KafkaConfig("kafka:9092", Map.of());
  private static final KafkaConfig TLS =
      new KafkaConfig("kafka:9093", Map.of("security.protocol", "SASL_SSL"));

  @Test
  void causesThatNeedDifferentPeopleAreToldApart() {
    assertThat(KafkaTrouble.describe(PLAIN, new TimeoutException("60000 ms have passed")))
        .isEqualTo("Kafka at kafka:9092 does not answer");
    assertThat(KafkaTrouble.describe(TLS, new TimeoutException("60000 ms have passed")))
        .isEqualTo(
            "Kafka at kafka:9093 does not answer over TLS (security.protocol=SASL_SSL): is this"
                + " its TLS port?");
    assertThat(KafkaTrouble.describe(TLS, new SslAuthenticationException("no trusted certificate")))
        .isEqualTo("Kafka at kafka:9093 fails at TLS: no trusted certificate");
    assertThat(KafkaTrouble.describe(TLS, new SaslAuthenticationException("invalid credentials")))
        .isEqualTo("Kafka at kafka:9093 refuses the login: invalid credentials");
    assertThat(KafkaTrouble.describe(TLS, new TopicAuthorizationException("not authorized")))
        .isEqualTo("Kafka at kafka:9093 refuses what this client asks: not authorized");
  }
}
