package io.betintel.localstack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class FreePortsTest {

  @Test
  void staysBelowThePortsOfOutgoingConnections() {
    assertThat(new FreePorts().next()).isBetween(15_000, 32_767);
  }

  @Test
  void aPortThatIsListenedOnIsNotFree() throws IOException {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      assertThat(FreePorts.isFree(taken.getLocalPort())).isFalse();
    }
  }

  @Test
  void everyServerHasItsOwnPort() {
    StackPorts ports = StackPorts.choose(0, 0, 0, 0);

    assertThat(
            Set.of(
                ports.kafka(),
                ports.kafkaController(),
                ports.postgresql(),
                ports.redis(),
                ports.registry()))
        .hasSize(5);
  }

  @Test
  void aWishIsGranted() {
    int wish = new FreePorts().next();

    assertThat(StackPorts.choose(0, wish, 0, 0).postgresql()).isEqualTo(wish);
  }

  @Test
  void aWishForATakenPortIsRefused() throws IOException {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      int port = taken.getLocalPort();
      assertThatThrownBy(() -> StackPorts.choose(port, 0, 0, 0))
          .isInstanceOf(LocalStackException.class)
          .hasMessage("port " + port + " is taken");
    }
  }
}
