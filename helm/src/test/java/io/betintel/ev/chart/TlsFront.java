package io.betintel.ev.chart;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;

/**
 * TLS in front of a server without it, as a proxy or a service mesh does: a client that does not
 * speak TLS reaches nothing.
 */
final class TlsFront implements AutoCloseable {
  private final SSLServerSocket door;
  private final String host;
  private final int port;
  private final AtomicInteger handshakes = new AtomicInteger();

  /**
   * @param server {@code host:port}
   */
  TlsFront(String server, SSLContext context) throws IOException {
    URI address = URI.create("tcp://" + server);
    this.host = address.getHost();
    this.port = address.getPort();
    this.door =
        (SSLServerSocket)
            context
                .getServerSocketFactory()
                .createServerSocket(0, 50, InetAddress.getLoopbackAddress());
    daemon(this::accept, "tls-front");
  }

  String address() {
    return "127.0.0.1:" + door.getLocalPort();
  }

  /** How many clients believed the certificate. */
  int handshakes() {
    return handshakes.get();
  }

  @Override
  public void close() throws IOException {
    door.close();
  }

  private void accept() {
    while (!door.isClosed()) {
      try {
        SSLSocket client = (SSLSocket) door.accept();
        daemon(() -> serve(client), "tls-front-client");
      } catch (IOException closed) {
        return;
      }
    }
  }

  private void serve(SSLSocket client) {
    try (client;
        Socket server = new Socket(host, port)) {
      client.startHandshake();
      handshakes.incrementAndGet();
      Thread answers = daemon(() -> copy(server, client), "tls-front-answers");
      copy(client, server);
      answers.join();
    } catch (IOException refusedOrGone) {
      // The client says why, in its own log.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void copy(Socket from, Socket to) {
    try (InputStream in = from.getInputStream();
        OutputStream out = to.getOutputStream()) {
      in.transferTo(out);
    } catch (IOException eitherIsGone) {
      closeBoth(from, to);
    }
  }

  private static void closeBoth(Socket one, Socket other) {
    try (one;
        other) {
      return;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Thread daemon(Runnable work, String name) {
    Thread thread = new Thread(work, name);
    thread.setDaemon(true);
    thread.start();
    return thread;
  }
}
