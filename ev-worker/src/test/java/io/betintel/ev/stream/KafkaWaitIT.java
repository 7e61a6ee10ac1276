package io.betintel.ev.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.betintel.ev.ops.KafkaConfig;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;

class KafkaWaitIT {
  @Test
  void aKafkaThatIsNotUpIsNamed() throws Exception {
    String servers;
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      servers = "127.0.0.1:" + socket.getLocalPort();
    }
    List<String> progress = new ArrayList<>();
    KafkaConfig kafka = new KafkaConfig(servers, Map.of());
    assertThatThrownBy(() -> new KafkaWait(kafka).await(Duration.ofSeconds(3), progress::add))
        .isInstanceOf(TimeoutException.class)
        .hasMessage("Kafka at " + servers + " did not answer within 3 s");
    assertThat(progress).containsExactly("waiting for Kafka at " + servers);
  }

  @Test
  void aKafkaWithoutAnAddressIsWaitedFor() {
    String servers = "nowhere.invalid:9092";
    List<String> progress = new ArrayList<>();
    KafkaConfig kafka = new KafkaConfig(servers, Map.of());
    assertThatThrownBy(() -> new KafkaWait(kafka).await(Duration.ofSeconds(1), progress::add))
        .isInstanceOf(TimeoutException.class)
        .hasMessageContaining("Kafka at " + servers + " did not answer within 1 s: ")
        .hasMessageContaining("EV_KAFKA_BOOTSTRAP_SERVERS names no host that is known");
    assertThat(progress).hasSize(1);
  }
}
