package io.betintel.localstack;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/**
 * Kafka, PostgreSQL, Redis and a schema registry, each a process on a free loopback port, with
 * their data and logs in one directory. They end with {@link #close}, or at the latest with this
 * JVM. If it is killed, the next start in the same directory ends them.
 */
public final class LocalStack implements AutoCloseable {
  private final StackDirectory directory;
  private final Children children;
  private final KafkaServer kafka;
  private final PostgresServer postgres;
  private final RedisServer redis;
  private final RegistryServer registry;
  private final Thread closeAtExit = new Thread(this::closeOnce, "local-stack-close");

  /** Held while servers start. */
  private final Object starting = new Object();

  private final CountDownLatch closing = new CountDownLatch(1);

  private LocalStack(StackDirectory directory, StackPorts ports, MoreKafka moreKafka) {
    ServerFiles serverFiles = ServerFiles.find();
    this.directory = directory;
    this.children = new Children(directory.pids());
    this.kafka = new KafkaServer(ports, directory, serverFiles, children, moreKafka);
    this.postgres =
        new PostgresServer(ports.postgresql(), directory, serverFiles, children, List.of());
    this.redis = new RedisServer(ports, directory, children);
    this.registry = new RegistryServer(ports, directory, serverFiles, children);
  }

  /**
   * Starts all four with the data in the directory, and returns when all answer.
   *
   * @throws LocalStackException if another stack runs in the directory, or a server does not start;
   *     then no server is left running
   */
  public static LocalStack start(Path directory) {
    return start(directory, false, MoreKafka.NONE);
  }

  /**
   * The same, after deleting all data and logs of earlier runs.
   *
   * @param kafka settings of the broker, each as {@code name=value}; they win over those that it
   *     has otherwise
   */
  public static LocalStack startEmpty(Path directory, List<String> kafka) {
    return start(directory, true, new MoreKafka(Map.of(), kafka, List.of()));
  }

  private static LocalStack start(Path directory, boolean empty, MoreKafka moreKafka) {
    LocalStack stack =
        prepare(directory, empty, (held, ports) -> closedAtExit(held, ports, moreKafka));
    stack.startOrClose(stack.servers(), StartListener.SILENT);
    return stack;
  }

  /** A stack whose servers are not started yet. */
  static LocalStack prepareEmpty(Path directory) {
    return prepare(directory, true, LocalStack::closedAtExit);
  }

  /**
   * An empty stack that is not started yet, for an owner with a shutdown hook of its own: this
   * JVM's end does not end it. The owner calls {@link #start()}, and {@link #close} or {@link
   * #kill}.
   *
   * @throws LocalStackException if another stack runs in the directory
   */
  public static LocalStack owned(Path directory) {
    return prepare(directory, true, (held, ports) -> new LocalStack(held, ports, MoreKafka.NONE));
  }

  private static LocalStack prepare(
      Path directory, boolean empty, BiFunction<StackDirectory, StackPorts, LocalStack> make) {
    StackDirectory held = StackDirectory.open(directory);
    try {
      sweep(held, StartListener.SILENT);
      if (empty) {
        held.empty();
      }
      return make.apply(held, StackPorts.choose(0, 0, 0, 0));
    } catch (RuntimeException e) {
      held.close();
      throw e;
    }
  }

  /** A stack in a clean directory, which is released when the stack is closed. */
  static LocalStack start(StackDirectory directory, StackPorts ports, StartListener listener) {
    LocalStack stack = closedAtExit(directory, ports);
    stack.startOrClose(stack.servers(), listener);
    return stack;
  }

  private static LocalStack closedAtExit(StackDirectory directory, StackPorts ports) {
    return closedAtExit(directory, ports, MoreKafka.NONE);
  }

  private static LocalStack closedAtExit(
      StackDirectory directory, StackPorts ports, MoreKafka moreKafka) {
    LocalStack stack = new LocalStack(directory, ports, moreKafka);
    Runtime.getRuntime().addShutdownHook(stack.closeAtExit);
    return stack;
  }

  /**
   * Starts all four, and returns when all answer.
   *
   * @throws LocalStackException if a server does not start, or the stack is closed meanwhile; then
   *     no server is left running
   */
  public void start() {
    start(servers());
  }

  /** Starts the servers that do not run. */
  void start(List<Server> servers) {
    startOrClose(servers, StartListener.SILENT);
  }

  private void startOrClose(List<Server> servers, StartListener listener) {
    synchronized (starting) {
      try {
        servers.forEach(server -> server.process().unpack());
        onEach(
            servers,
            server -> {
              long before = System.nanoTime();
              server.start();
              listener.up(server, Duration.ofNanos(System.nanoTime() - before));
            });
      } catch (RuntimeException e) {
        close();
        throw e;
      }
    }
  }

  /**
   * Removes what a killed run left behind: its processes, and the file that says that it is ready.
   */
  static void sweep(StackDirectory directory, StartListener listener) {
    try {
      Files.deleteIfExists(directory.env());
      new Children(directory.pids()).sweep().forEach(listener::swept);
    } catch (IOException e) {
      throw new LocalStackException("what an earlier run left behind cannot be swept: " + e, e);
    }
  }

  public KafkaServer kafka() {
    return kafka;
  }

  public PostgresServer postgres() {
    return postgres;
  }

  public RedisServer redis() {
    return redis;
  }

  public RegistryServer registry() {
    return registry;
  }

  public List<Server> servers() {
    return List.of(kafka, postgres, redis, registry);
  }

  /** Ends all four; may be called twice. */
  @Override
  public void close() {
    closeOnce();
    try {
      Runtime.getRuntime().removeShutdownHook(closeAtExit);
    } catch (IllegalStateException exiting) {
      // This JVM is ending: the hook ran already, or finds nothing to do.
    }
  }

  /**
   * Kills all four and what they started, at once and with their data; for any thread, also while
   * they start: then it returns when the start has failed and writes no more files.
   */
  public void kill() {
    children.kill();
    synchronized (starting) {
      close();
    }
  }

  boolean isClosed() {
    return closing.getCount() == 0;
  }

  private synchronized void closeOnce() {
    if (isClosed()) {
      return;
    }
    closing.countDown();
    try {
      Files.deleteIfExists(directory.env());
      children.close();
      onEach(servers(), Server::stop);
    } catch (IOException e) {
      throw new LocalStackException(directory.env() + " cannot be deleted", e);
    } finally {
      sweep(directory, StartListener.SILENT);
      directory.close();
    }
  }

  /**
   * Writes the directory's {@code env} file: its existence means that the stack is ready.
   *
   * @param database the one that the file names
   * @param addresses where clients are to go, of each variable
   * @return the file
   */
  synchronized Path publish(String database, UnaryOperator<String> addresses) {
    if (isClosed()) {
      throw new LocalStackException("the stack is closed");
    }
    try {
      Map<String, String> variables = EnvFile.variables(this, database);
      variables.replaceAll((name, value) -> addresses.apply(value));
      EnvFile.write(directory.env(), variables);
      return directory.env();
    } catch (IOException e) {
      throw new LocalStackException(directory.env() + " cannot be written: " + e, e);
    }
  }

  /**
   * Blocks until a server ends that was not ended through this object, and says which; empty if the
   * stack is closed meanwhile.
   */
  Optional<String> awaitUnexpectedEnd() throws InterruptedException {
    Stream<CompletableFuture<String>> ends =
        servers().stream()
            .map(Server::process)
            .map(
                process ->
                    process
                        .ended()
                        .thenApply(
                            ended ->
                                "%s ended with exit code %d; see %s"
                                    .formatted(
                                        process.name(),
                                        ended.exitValue(),
                                        directory.log(process.name()))));
    Object first = CompletableFuture.anyOf(ends.toArray(CompletableFuture[]::new)).join();
    // Ctrl-C reaches the servers at the same time as this JVM, and some of them end sooner.
    boolean askedFor = closing.await(1, TimeUnit.SECONDS);
    return askedFor ? Optional.empty() : Optional.of(first.toString());
  }

  /** Acts on all at once; throws the first failure when all are done. */
  private static void onEach(List<Server> servers, Consumer<Server> action) {
    List<CompletableFuture<Void>> actions =
        servers.stream()
            .map(
                server ->
                    CompletableFuture.runAsync(
                        () -> action.accept(server), LocalStack::onNewThread))
            .toList();
    try {
      CompletableFuture.allOf(actions.toArray(CompletableFuture[]::new)).join();
    } catch (CompletionException e) {
      throw e.getCause() instanceof RuntimeException failure ? failure : e;
    }
  }

  /** Not the common pool: on two cores it has one thread, and these tasks mostly wait. */
  private static void onNewThread(Runnable action) {
    new Thread(action, "local-stack").start();
  }
}
