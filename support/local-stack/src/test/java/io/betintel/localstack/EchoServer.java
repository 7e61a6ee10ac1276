package io.betintel.localstack;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** Sends back what it receives, on a port of its own. */
final class EchoServer implements AutoCloseable {
  private final ServerSocket listening;
  private final Thread accepting = daemon(this::accept);
  private final Set<Socket> clients = ConcurrentHashMap.newKeySet();
  private final AtomicInteger connections = new AtomicInteger();
  private final AtomicInteger received = new AtomicInteger();
  private final AtomicInteger resets = new AtomicInteger();

  private EchoServer(ServerSocket listening) {
    this.listening = listening;
  }

  static EchoServer start() {
    try {
      EchoServer server = new EchoServer(new ServerSocket(0, 50, InetAddress.getLoopbackAddress()));
      server.accepting.start();
      return server;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  int port() {
    return listening.getLocalPort();
  }

  /** How many it has had. */
  int connections() {
    return connections.get();
  }

  /** How many bytes. */
  int received() {
    return received.get();
  }

  /** How many connections ended with an error. */
  int resets() {
    return resets.get();
  }

  @Override
  public void close() {
    try {
      listening.close();
      accepting.join(); // until then the system accepts connections for it
      for (Socket client : clients) {
        client.close();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void accept() {
    try {
      while (true) {
        Socket client = listening.accept();
        clients.add(client);
        connections.incrementAndGet();
        daemon(() -> echo(client)).start();
      }
    } catch (IOException closed) {
      // The test is over.
    }
  }

  private void echo(Socket client) {
    try (client) {
      InputStream in = client.getInputStream();
      byte[] buffer = new byte[8_192];
      for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
        received.addAndGet(count);
        client.getOutputStream().write(buffer, 0, count);
      }
    } catch (IOException ended) {
      resets.incrementAndGet();
    }
  }

  private static Thread daemon(Runnable work) {
    Thread thread = new Thread(work, "echo");
    thread.setDaemon(true);
    return thread;
  }
}
