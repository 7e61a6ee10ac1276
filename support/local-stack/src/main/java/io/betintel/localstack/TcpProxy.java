package io.betintel.localstack;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The network between clients and one server, which can be slow, cut, reset or silent: a listener
 * on a loopback port that passes bytes on. It keeps its port through every fault. Safe for several
 * threads.
 *
 * <p>Rejected: rules in the kernel (netem, iptables), which need root and are of the whole machine.
 */
public final class TcpProxy implements AutoCloseable {
  private final int port;
  private final InetSocketAddress target;
  private final ProxyThreads threads;
  private final Set<ProxiedConnection> connections = ConcurrentHashMap.newKeySet();
  private Passage passage = new Passage(); // guarded by this, as what follows
  private ServerSocket listening; // null while it refuses
  private Thread accepting; // the port is closed when it ends
  private boolean closed;

  private TcpProxy(int port, int target) {
    this.port = port;
    this.target = new InetSocketAddress(InetAddress.getLoopbackAddress(), target);
    this.threads = new ProxyThreads("tcp-proxy-" + port);
  }

  /**
   * @param port where it listens
   * @param target the server's port
   * @throws LocalStackException if its port is taken
   */
  static TcpProxy start(int port, int target) {
    TcpProxy proxy = new TcpProxy(port, target);
    proxy.listen();
    return proxy;
  }

  /** {@code 127.0.0.1:port}. */
  public String address() {
    return "127.0.0.1:" + port;
  }

  /** How many connections of clients are open. */
  public int connections() {
    return connections.size();
  }

  /**
   * Makes bytes late, those on their way too, and not few: as many pass in a second as before.
   *
   * @param toServer what is added on the way to the server
   * @param toClient what is added on the way back
   */
  public synchronized void delay(Duration toServer, Duration toClient) {
    passage.delay(toServer, toClient);
  }

  /** Ends every connection with RST. New ones are accepted. */
  public void reset() {
    List.copyOf(connections).forEach(ProxiedConnection::reset);
  }

  /** Ends every connection, and refuses new ones until {@link #restore}. */
  public void cut() {
    Thread ends;
    synchronized (this) {
      stopListening();
      ends = accepting;
    }
    try {
      ends.join(); // until then the system accepts connections for it
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    List.copyOf(connections).forEach(ProxiedConnection::close);
  }

  /**
   * Accepts and keeps connections, and passes nothing on until {@link #restore}: not even that a
   * side has closed its end.
   */
  public synchronized void halfOpen() {
    passage.shut();
  }

  /**
   * The connections that are open now pass nothing on any more, even after {@link #restore}, as
   * when a firewall has forgotten them; new ones work.
   */
  public synchronized void strand() {
    passage.shut();
    passage = new Passage();
  }

  /**
   * Passes everything on at once again, and what {@link #halfOpen} has kept.
   *
   * @throws LocalStackException if it was cut and its port is taken now
   */
  public synchronized void restore() {
    passage.delay(Duration.ZERO, Duration.ZERO);
    passage.open();
    listen();
  }

  /** Ends every connection and thread; may be called twice. */
  @Override
  public void close() {
    synchronized (this) {
      closed = true;
    }
    cut();
    threads.join();
  }

  private synchronized void listen() {
    if (closed || listening != null) {
      return;
    }
    try {
      ServerSocket socket = new ServerSocket();
      socket.setReuseAddress(true);
      socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
      listening = socket;
      accepting = threads.start("accept", () -> accept(socket), () -> {});
    } catch (IOException e) {
      throw new LocalStackException("the proxy cannot listen on port " + port + ": " + e, e);
    }
  }

  private synchronized void stopListening() {
    if (listening == null) {
      return;
    }
    try {
      listening.close();
    } catch (IOException e) {
      throw new LocalStackException("the proxy cannot stop listening on port " + port, e);
    }
    listening = null;
  }

  private void accept(ServerSocket socket) throws IOException {
    while (true) {
      add(socket, socket.accept());
    }
  }

  /** One that was accepted while the listener was closed is refused too. */
  private synchronized void add(ServerSocket socket, Socket client) throws IOException {
    if (socket != listening) {
      client.close();
      return;
    }
    ProxiedConnection connection =
        new ProxiedConnection(client, target, passage, threads, connections::remove);
    connections.add(connection);
    connection.open();
  }
}
