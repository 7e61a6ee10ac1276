package io.betintel.localstack;

import java.nio.file.Path;
import java.util.List;

/**
 * One PostgreSQL server without the rest of a stack, empty, with settings of its own: a subscriber,
 * or a publisher. It ends with {@link #close}, or at the latest with this JVM.
 */
public final class LonePostgres implements AutoCloseable {
  private final StackDirectory directory;
  private final Children children;
  private final PostgresServer server;
  private final Thread closeAtExit = new Thread(this::closeOnce, "lone-postgres-close");
  private boolean closed;

  private LonePostgres(StackDirectory directory, List<String> settings) {
    this.directory = directory;
    this.children = new Children(directory.pids());
    this.server =
        new PostgresServer(
            new FreePorts().next(), directory, ServerFiles.find(), children, settings);
  }

  /**
   * @param directory for data and log; emptied first
   * @param settings each as {@code name=value}, such as {@code wal_level=logical}
   * @throws LocalStackException if it does not start, or the directory is in use
   */
  public static LonePostgres start(Path directory, String... settings) {
    StackDirectory held = StackDirectory.open(directory);
    LonePostgres lone;
    try {
      LocalStack.sweep(held, StartListener.SILENT);
      held.empty();
      lone = new LonePostgres(held, List.of(settings));
    } catch (RuntimeException e) {
      held.close();
      throw e;
    }
    Runtime.getRuntime().addShutdownHook(lone.closeAtExit);
    try {
      lone.server.process().unpack();
      lone.server.start();
      return lone;
    } catch (RuntimeException e) {
      lone.close();
      throw e;
    }
  }

  public PostgresServer server() {
    return server;
  }

  /** May be called twice. */
  @Override
  public void close() {
    closeOnce();
    try {
      Runtime.getRuntime().removeShutdownHook(closeAtExit);
    } catch (IllegalStateException exiting) {
      // This JVM is ending: the hook ran already, or finds nothing to do.
    }
  }

  private synchronized void closeOnce() {
    if (closed) {
      return;
    }
    closed = true;
    try {
      children.close();
      server.stop();
    } finally {
      LocalStack.sweep(directory, StartListener.SILENT);
      directory.close();
    }
  }
}
