package io.betintel.localstack;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.security.SecureRandom;
import java.util.Random;

/**
 * Loopback ports that nothing listens on.
 *
 * <p>They are below the range of the operating system, which starts at 32768 on Linux and at 49152
 * on macOS and Windows. Rejected: port 0. The system gives those ports to outgoing connections too,
 * so while a server is stopped, a client that retries can take its port, or even connect to itself.
 */
final class FreePorts {
  static final int LOWEST = 15_000;
  static final int HIGHEST = 32_767;
  private static final int ATTEMPTS = 1_000;

  private final Random random = new SecureRandom();

  int next() {
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      int port = LOWEST + random.nextInt(HIGHEST - LOWEST + 1);
      if (isFree(port)) {
        return port;
      }
    }
    throw new LocalStackException("no free loopback port from " + LOWEST + " to " + HIGHEST);
  }

  static boolean isFree(int port) {
    try (ServerSocket socket = new ServerSocket()) {
      socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
      return true;
    } catch (IOException taken) {
      return false;
    }
  }
}
