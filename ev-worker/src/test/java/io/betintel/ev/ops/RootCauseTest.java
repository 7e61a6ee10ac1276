package io.betintel.ev.ops;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.UnknownHostException;
import java.util.Map;
import javax.net.ssl.SSLException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.ConfigException;
import org.junit.jupiter.api.Test;

class RootCauseTest {
  private static final Map<String, String> ENVIRONMENT =
      Map.of(
          "EV_KAFKA_BOOTSTRAP_SERVERS",
          "kafka.invalid:9092",
          "EV_REDIS_URL",
          "redis://cache.invalid:6379",
          "HOME",
          "/cache.invalid");

  @Test
  void hostWithoutAnAddressIsNamedWithItsSetting() {
    assertThat(
            RootCause.of(
                new IllegalStateException(
                    "Failed to create socket.", new UnknownHostException("cache.invalid")),
                ENVIRONMENT))
        .isEqualTo("EV_REDIS_URL is \"redis://cache.invalid:6379\": no such host is known");
    assertThat(
            RootCause.of(new UnknownHostException("other.invalid: Name or service"), ENVIRONMENT))
        .isEqualTo("no such host is known: other.invalid");
  }

  @Test
  void kafkaClientThatIsRefusedForItsServersNamesTheSetting() {
    KafkaException refused =
        new KafkaException(
            "Failed to create new KafkaAdminClient",
            new ConfigException("No resolvable bootstrap urls given in bootstrap.servers"));
    assertThat(RootCause.isUnknownHost(refused)).isTrue();
    assertThat(RootCause.of(refused, ENVIRONMENT))
        .isEqualTo("EV_KAFKA_BOOTSTRAP_SERVERS is \"kafka.invalid:9092\": no such host is known");
  }

  @Test
  void kafkasAdviceToSeekPastTheRecordIsLeftOut() {
    assertThat(
            RootCause.of(
                new KafkaException(
                    "Received exception when fetching the next record from odds.events-3. If needed,"
                        + " please seek past the record to continue consumption.")))
        .isEqualTo("Received exception when fetching the next record from odds.events-3");
  }

  @Test
  void portWithoutTlsIsSaidToBeOne() {
    assertThat(
            RootCause.of(
                new IOException(new SSLException("Unsupported or unrecognized SSL message"))))
        .isEqualTo("the port does not speak TLS: Unsupported or unrecognized SSL message");
  }

  @Test
  void innermostCauseThatSaysSomethingIsIt() {
    assertThat(RootCause.of(new IOException("outer", new IOException("a\n  b")))).isEqualTo("a b");
    assertThat(RootCause.of(new IOException("outer", new IOException((String) null))))
        .isEqualTo("outer");
    assertThat(RootCause.of(new IOException((String) null))).isEqualTo("IOException");
  }
}
