package io.betintel.localstack;

import java.nio.file.Path;

/**
 * One server without the rest of a stack. It ends with {@link #close}, at the latest with this JVM.
 */
final class LoneServer<S extends Server> implements AutoCloseable {
  private final StackDirectory directory;
  private final Children children;
  private final S server;
  private final Thread closeAtExit = new Thread(this::closeOnce, "lone-server-close");
  private boolean closed;

  /** Creates the server that runs in the directory; does not start it. */
  interface Creation<S extends Server> {
    S in(StackDirectory directory, Children children);
  }

  private LoneServer(StackDirectory directory, Creation<S> creation) {
    this.directory = directory;
    this.children = new Children(directory.pids());
    this.server = creation.in(directory, children);
  }

  /**
   * @param directory for data and log; emptied first
   * @throws LocalStackException if it does not start, or the directory is in use
   */
  static <S extends Server> LoneServer<S> start(Path directory, Creation<S> creation) {
    StackDirectory held = StackDirectory.open(directory);
    LoneServer<S> lone;
    try {
      LocalStack.sweep(held, StartListener.SILENT);
      held.empty();
      lone = new LoneServer<>(held, creation);
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

  S server() {
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
