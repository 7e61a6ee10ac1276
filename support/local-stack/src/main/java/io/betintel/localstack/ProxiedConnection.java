package io.betintel.localstack;

import io.betintel.localstack.Passage.Direction;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/** A client's connection and the one to the server behind. Safe for several threads. */
final class ProxiedConnection {
  private final Socket client;
  private final Socket server = new Socket();
  private final InetSocketAddress target;
  private final Passage passage;
  private final ProxyThreads all;
  private final Consumer<ProxiedConnection> ended;
  private final AtomicInteger directions = new AtomicInteger(2);
  private final List<Thread> threads = new ArrayList<>(); // guarded by this
  private boolean closed; // guarded by this

  /**
   * @param client connected
   * @param target where the server listens
   * @param passage decides when bytes pass
   * @param ended is told once when the connection has ended
   */
  ProxiedConnection(
      Socket client,
      InetSocketAddress target,
      Passage passage,
      ProxyThreads all,
      Consumer<ProxiedConnection> ended) {
    this.client = client;
    this.target = target;
    this.passage = passage;
    this.all = all;
    this.ended = ended;
  }

  /** Connects to the server as soon as something may pass. */
  void open() {
    start("connect", this::connect, () -> {});
  }

  private void connect() throws InterruptedException {
    try {
      passage.await(Direction.TO_SERVER, System.nanoTime());
      client.setTcpNoDelay(true);
      server.setTcpNoDelay(true);
      server.connect(target);
    } catch (IOException refused) {
      reset(); // as a server without a listener does
      return;
    }
    pass(new Pipe(client, server, passage, Direction.TO_SERVER), "to-server");
    pass(new Pipe(server, client, passage, Direction.TO_CLIENT), "to-client");
  }

  private void pass(Pipe pipe, String name) {
    start(name + "-read", () -> closeIfItFails(pipe::read), () -> {});
    start(name + "-write", () -> closeIfItFails(pipe::write), this::oneDirectionLess);
  }

  private void closeIfItFails(ProxyThreads.Work work) throws IOException, InterruptedException {
    try {
      work.run();
    } catch (IOException e) {
      close();
      throw e;
    }
  }

  private void oneDirectionLess() {
    if (directions.decrementAndGet() == 0) {
      close();
    }
  }

  private synchronized void start(String what, ProxyThreads.Work work, Runnable after) {
    if (!closed) {
      threads.add(all.start(what, work, after));
    }
  }

  /** Ends both connections with RST: each side reads an error at once. */
  void reset() {
    for (Socket socket : List.of(client, server)) {
      try {
        socket.setSoLinger(true, 0);
      } catch (SocketException closedAlready) {
        // It has ended.
      }
    }
    close();
  }

  /** Ends both connections and their threads. */
  void close() {
    synchronized (this) {
      if (closed) {
        return;
      }
      closed = true;
      threads.forEach(Thread::interrupt);
    }
    for (Socket socket : List.of(client, server)) {
      try {
        socket.close();
      } catch (IOException gone) {
        // It has ended.
      }
    }
    ended.accept(this);
  }
}
