package io.betintel.localstack;

import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;

/**
 * Loopback ports that nothing listens on and that no other stack of this user was given.
 *
 * <p>They are below the range of the operating system, which starts at 32768 on Linux and at 49152
 * on macOS and Windows. Rejected: port 0. The system gives those ports to outgoing connections too,
 * so while a server is stopped, a client that retries can take its port, or even connect to itself.
 *
 * <p>A port is listened on seconds after it was given, a proxy's minutes after, and not at all
 * while its server is stopped. Until this JVM ends, a byte of a file is locked for each: it is the
 * one thing that other processes see and that ends with its owner, however that ends.
 */
public final class FreePorts {
  static final int LOWEST = 15_000;
  static final int HIGHEST = 32_767;
  private static final int ATTEMPTS = 1_000;

  private static final Random RANDOM = new SecureRandom();
  private static final FreePorts OURS =
      new FreePorts(
          Path.of(
              System.getProperty("java.io.tmpdir"),
              "ev-ports-of-" + System.getProperty("user.name")));

  private final Path file;
  private final Map<Integer, FileLock> given = new HashMap<>();
  private FileChannel channel;

  private FreePorts(Path file) {
    this.file = file;
  }

  /**
   * From 15000 to 32767.
   *
   * @throws LocalStackException if there is none
   */
  public static int next() {
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      int port = LOWEST + RANDOM.nextInt(HIGHEST - LOWEST + 1);
      if (give(port)) {
        return port;
      }
    }
    throw new LocalStackException("no free loopback port from " + LOWEST + " to " + HIGHEST);
  }

  /** Gives the port to this process, unless it is taken or was given to one. */
  static boolean give(int port) {
    return OURS.take(port);
  }

  static boolean isFree(int port) {
    try (ServerSocket socket = new ServerSocket()) {
      socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
      return true;
    } catch (IOException taken) {
      return false;
    }
  }

  private synchronized boolean take(int port) {
    if (given.containsKey(port)) {
      return false;
    }
    try {
      if (channel == null) {
        channel = FileChannel.open(file, CREATE, WRITE);
      }
      FileLock lock = channel.tryLock(port, 1, false);
      if (lock == null) {
        return false;
      }
      if (!isFree(port)) {
        lock.release();
        return false;
      }
      given.put(port, lock);
      return true;
    } catch (OverlappingFileLockException another) { // another class loader of this JVM
      return false;
    } catch (IOException e) {
      throw new LocalStackException("cannot lock a port in " + file + ": " + e.getMessage(), e);
    }
  }
}
