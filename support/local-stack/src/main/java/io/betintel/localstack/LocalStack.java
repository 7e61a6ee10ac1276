package io.betintel.localstack;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Consumer;

/**
 * Kafka, PostgreSQL, Redis and a schema registry, each a process on a free loopback port, with
 * their data and logs in one directory. They end with {@link #close}, and in any case with this
 * JVM; if it is killed, they are swept by the next start in the same directory.
 */
public final class LocalStack implements AutoCloseable {
  private final StackDirectory directory;
  private final Children children;
  private final KafkaServer kafka;
  private final PostgresServer postgres;
  private final RedisServer redis;
  private final RegistryServer registry;
  private final Thread closeAtExit = new Thread(this::closeOnce, "local-stack-close");
  private boolean closed;

  private LocalStack(StackDirectory directory, StackPorts ports, Installation installation) {
    this.directory = directory;
    this.children = new Children(directory.pids());
    this.kafka = new KafkaServer(ports, directory, installation, children);
    this.postgres = new PostgresServer(ports, directory, installation, children);
    this.redis = new RedisServer(ports, directory, children);
    this.registry = new RegistryServer(ports, directory, installation, children);
  }

  /**
   * Starts all four with the data that the directory holds; returns when all answer.
   *
   * @throws LocalStackException if another stack runs in the directory, or a server does not start;
   *     nothing is left running then
   */
  public static LocalStack start(Path directory) {
    return start(
        StackDirectory.open(directory), StackPorts.choose(0, 0, 0, 0), StartListener.SILENT);
  }

  /** The same, after deleting all data and logs of earlier runs. */
  public static LocalStack startEmpty(Path directory) {
    StackDirectory held = StackDirectory.open(directory);
    sweep(held, StartListener.SILENT);
    held.empty();
    return start(held, StackPorts.choose(0, 0, 0, 0), StartListener.SILENT);
  }

  static LocalStack start(StackDirectory directory, StackPorts ports, StartListener listener) {
    sweep(directory, listener);
    LocalStack stack;
    try {
      Files.deleteIfExists(directory.env());
      stack = new LocalStack(directory, ports, Installation.find());
    } catch (IOException e) {
      directory.close();
      throw new LocalStackException(directory.env() + " cannot be deleted", e);
    } catch (RuntimeException e) {
      directory.close();
      throw e;
    }
    Runtime.getRuntime().addShutdownHook(stack.closeAtExit);
    try {
      stack.startAll(listener);
      return stack;
    } catch (RuntimeException e) {
      stack.close();
      throw e;
    }
  }

  private static void sweep(StackDirectory directory, StartListener listener) {
    try {
      new Children(directory.pids()).sweep().forEach(listener::swept);
    } catch (IOException | RuntimeException e) {
      directory.close();
      throw new LocalStackException("what an earlier run left behind cannot be swept", e);
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
      // This JVM is on its way out: the hook has run or finds nothing to do.
    }
  }

  private synchronized void closeOnce() {
    if (closed) {
      return;
    }
    closed = true;
    try {
      Files.deleteIfExists(directory.env());
      children.close();
      onEach(Server::stop);
    } catch (IOException e) {
      throw new LocalStackException(directory.env() + " cannot be deleted", e);
    } finally {
      sweep(directory, StartListener.SILENT);
      directory.close();
    }
  }

  private void startAll(StartListener listener) {
    onEach(
        server -> {
          long before = System.nanoTime();
          server.start();
          listener.up(server, Duration.ofNanos(System.nanoTime() - before));
        });
  }

  /** On all four at once; throws the first failure when all are done. */
  private void onEach(Consumer<Server> action) {
    List<CompletableFuture<Void>> actions =
        servers().stream()
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

  /** Not the common pool: on two cores it has one thread, and these mostly wait. */
  private static void onNewThread(Runnable action) {
    new Thread(action, "local-stack").start();
  }
}
