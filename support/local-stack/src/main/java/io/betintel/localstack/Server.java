package io.betintel.localstack;

import java.nio.file.Path;

/**
 * One server of the stack, a process of its own. It keeps its port and its data across {@link
 * #stop} and {@link #start}, and across {@link #kill} and {@link #start}. All methods return when
 * they are done: after {@code start} the server answers requests, after the others its process is
 * gone.
 */
public abstract sealed class Server
    permits KafkaServer, PgBouncerServer, PostgresServer, RedisServer, RegistryServer {
  private final ServerProcess process;

  Server(ServerProcess process) {
    this.process = process;
  }

  /** Its name in output and in the directory: {@code kafka}, {@code postgresql}, ... */
  public final String name() {
    return process.name();
  }

  /** {@code 127.0.0.1:port}. */
  public final String address() {
    return process.address();
  }

  /**
   * A new proxy between it and its clients; close it.
   *
   * @throws LocalStackException if the proxy cannot listen
   */
  public TcpProxy proxy() {
    return TcpProxy.start(FreePorts.next(), process.port());
  }

  /** Its process now; only after a start. */
  public final long pid() {
    return process.pid();
  }

  /** Whether its process lives; says nothing about its health. */
  public final boolean running() {
    return process.running();
  }

  /**
   * Does nothing when it runs already.
   *
   * @throws LocalStackException if it does not answer in time, with the end of its log
   */
  public final void start() {
    process.start();
  }

  /** Asks it to end, and kills it after half a minute. */
  public final void stop() {
    process.stop();
  }

  /** SIGKILL: it cannot clean up. */
  public final void kill() {
    process.kill();
  }

  public final void restart() {
    stop();
    start();
  }

  /**
   * Copies its data as they are now, for {@link #restoreData}.
   *
   * @param copy a directory that does not exist
   * @throws LocalStackException if it runs, or a file cannot be copied
   */
  public final void saveData(Path copy) {
    StackDirectory.copyTree(process.dataAtRest(), copy);
  }

  /**
   * Puts a copy that {@link #saveData} made in the place of its data; the copy stays.
   *
   * @throws LocalStackException if it runs, or a file cannot be copied
   */
  public final void restoreData(Path copy) {
    Path data = process.dataAtRest();
    StackDirectory.deleteTree(data);
    StackDirectory.copyTree(copy, data);
  }

  final ServerProcess process() {
    return process;
  }
}
