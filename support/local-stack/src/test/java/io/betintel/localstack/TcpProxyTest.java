package io.betintel.localstack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class TcpProxyTest {
  private static final Duration FOR_EVER = Duration.ofHours(1);
  private static final int SHORT_MILLIS = 100;
  private static final int LONG_MILLIS = 30_000;

  private final EchoServer server = EchoServer.start();
  private final int port = FreePorts.next();
  private TcpProxy proxy;
  private Socket client;

  @BeforeEach
  void connect() throws IOException {
    proxy = TcpProxy.start(port, server.port());
    client = connected();
  }

  @AfterEach
  void close() throws IOException {
    client.close();
    proxy.close();
    server.close();
  }

  @Test
  void passesBytesBothWays() throws IOException {
    byte[] sent = new byte[5_000_000];
    new Random(1).nextBytes(sent);
    Thread sender = new Thread(() -> send(client, sent));
    sender.start();

    assertThat(client.getInputStream().readNBytes(sent.length)).isEqualTo(sent);
    assertThat(proxy.address()).isEqualTo("127.0.0.1:" + port);
  }

  @Test
  void endOfOneDirectionLeavesTheOtherOpen() throws IOException {
    send(client, new byte[] {1, 2});
    client.shutdownOutput();

    assertThat(client.getInputStream().readAllBytes()).containsExactly(1, 2);
    await().until(() -> proxy.connections() == 0);
  }

  @Test
  void delayHoldsWhatGoesToTheServer() throws IOException {
    proxy.delay(FOR_EVER, Duration.ZERO);
    send(client, new byte[] {1});
    assertSilent(client);
    assertThat(server.received()).isZero();

    proxy.restore();
    assertThat(client.getInputStream().read()).isEqualTo(1);
  }

  @Test
  void delayHoldsWhatComesBack() throws IOException {
    proxy.delay(Duration.ZERO, FOR_EVER);
    send(client, new byte[] {1});
    await().until(() -> server.received() == 1);
    assertSilent(client);

    proxy.delay(Duration.ZERO, Duration.ofMillis(1));
    assertThat(client.getInputStream().read()).isEqualTo(1);
  }

  @Test
  void resetEndsBothSidesWithAnErrorAndAcceptsNewOnes() throws IOException {
    exchange(client);
    proxy.reset();

    assertThatThrownBy(() -> client.getInputStream().read())
        .isInstanceOf(SocketException.class)
        .hasMessageContaining("reset");
    await().until(() -> server.resets() == 1);
    assertThat(proxy.connections()).isZero();
    try (Socket next = connected()) {
      exchange(next);
    }
  }

  @Test
  void cutEndsConnectionsAndRefusesNewOnesUntilItIsRestored() throws IOException {
    exchange(client);
    proxy.cut();

    assertThat(client.getInputStream().read()).isEqualTo(-1);
    assertThatThrownBy(this::connected).isInstanceOf(ConnectException.class);
    proxy.cut();
    proxy.restore();
    proxy.restore();
    try (Socket next = connected()) {
      exchange(next);
    }
  }

  @Test
  void halfOpenAcceptsAndPassesNothingUntilItIsRestored() throws IOException {
    exchange(client);
    int connected = server.connections();
    proxy.halfOpen();
    send(client, new byte[] {2});
    try (Socket next = connected();
        Socket gone = connected()) {
      gone.shutdownOutput();
      send(next, new byte[] {3});
      assertSilent(client);
      assertSilent(next);
      assertThat(server.connections()).isEqualTo(connected);
      await().until(() -> proxy.connections() == 3); // nobody hears that one has gone

      proxy.restore();
      assertThat(client.getInputStream().read()).isEqualTo(2);
      assertThat(next.getInputStream().read()).isEqualTo(3);
      await().until(() -> proxy.connections() == 2);
    }
  }

  @Test
  void strandedConnectionsStaySilentAndNewOnesWork() throws IOException {
    exchange(client);
    proxy.strand();
    send(client, new byte[] {2});
    try (Socket next = connected()) {
      exchange(next);
      proxy.restore();
      exchange(next);
      assertSilent(client);
    }
  }

  @Test
  void serverThatRefusesEndsTheConnection() {
    server.close();

    assertThatThrownBy(
            () -> {
              try (Socket next = connected()) {
                next.getInputStream().read();
              }
            })
        .isInstanceOf(SocketException.class);
  }

  @Test
  void closeEndsEveryConnectionAndThread() throws IOException {
    exchange(client);
    proxy.delay(FOR_EVER, FOR_EVER);
    send(client, new byte[] {2});
    proxy.strand();
    proxy.halfOpen();
    try (Socket next = connected()) {
      proxy.close();
      proxy.close();

      assertEnded(next);
      assertEnded(client);
    }
    proxy.restore(); // it stays closed
    assertThat(Thread.getAllStackTraces().keySet())
        .extracting(Thread::getName)
        .noneMatch(name -> name.startsWith("tcp-proxy-" + port));
    assertThatThrownBy(this::connected).isInstanceOf(ConnectException.class);
  }

  @Test
  void takenPortIsNamed() {
    assertThatThrownBy(() -> TcpProxy.start(port, server.port()))
        .isInstanceOf(LocalStackException.class)
        .hasMessageContaining("port " + port);
  }

  private Socket connected() throws IOException {
    Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
    socket.setSoTimeout(LONG_MILLIS);
    return socket;
  }

  private static void exchange(Socket socket) throws IOException {
    send(socket, new byte[] {7});
    assertThat(socket.getInputStream().read()).isEqualTo(7);
  }

  private static void send(Socket socket, byte[] bytes) {
    try {
      socket.getOutputStream().write(bytes);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  /** With or without an error. */
  private static void assertEnded(Socket socket) throws IOException {
    try {
      assertThat(socket.getInputStream().read()).isEqualTo(-1);
    } catch (SocketException reset) {
      // It has ended too.
    }
  }

  private static void assertSilent(Socket socket) throws IOException {
    socket.setSoTimeout(SHORT_MILLIS);
    assertThatThrownBy(() -> socket.getInputStream().read())
        .isInstanceOf(SocketTimeoutException.class);
    socket.setSoTimeout(LONG_MILLIS);
  }
}
