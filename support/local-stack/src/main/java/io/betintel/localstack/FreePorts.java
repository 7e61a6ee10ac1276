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
 * <p>Not the ones that the operating system hands out for port 0: those are also given to outgoing
 * connections, so while a server is stopped a client that retries can take its port, or even
 * connect to itself. Linux hands out from 32768, macOS and Windows from 49152; these stay below.
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
