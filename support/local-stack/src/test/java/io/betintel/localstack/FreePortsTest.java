package io.betintel.localstack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class FreePortsTest {

  @Test
  void staysBelowThePortsOfOutgoingConnections() {
    assertThat(FreePorts.next()).isBetween(15_000, 32_767);
  }

  @Test
  void aPortThatIsListenedOnIsNotFree() throws IOException {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      assertThat(FreePorts.isFree(taken.getLocalPort())).isFalse();
    }
  }

  @Test
  void aPortIsGivenOnce() {
    assertThat(FreePorts.give(FreePorts.next())).isFalse();
  }

  /** Nothing listens on either. */
  @Test
  void aPortThatAnotherProcessWasGivenIsNotFree() throws IOException, InterruptedException {
    int ours = FreePorts.next();
    Process other =
        new ProcessBuilder(
                ServerFiles.java(),
                "-cp",
                System.getProperty("java.class.path"),
                Other.class.getName(),
                Integer.toString(ours))
            .redirectErrorStream(true)
            .start();
    try (BufferedReader says = other.inputReader()) {
      assertThat(says.readLine()).isEqualTo("ours: false");
      int its = Integer.parseInt(says.readLine());
      assertThat(FreePorts.isFree(its)).isTrue();
      assertThat(FreePorts.give(its)).isFalse();
      other.destroyForcibly().waitFor();
      assertThat(FreePorts.give(its)).as("it ended").isTrue();
    } finally {
      other.destroyForcibly();
    }
  }

  /** Takes a port of its own and waits. */
  static final class Other {
    private Other() {}

    public static void main(String[] arguments) throws IOException {
      System.out.println("ours: " + FreePorts.give(Integer.parseInt(arguments[0])));
      System.out.println(FreePorts.next());
      System.in.read();
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
    int wish = FreePorts.next();

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
