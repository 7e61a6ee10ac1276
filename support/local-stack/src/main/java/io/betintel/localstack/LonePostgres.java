package io.betintel.localstack;

import java.nio.file.Path;
import java.util.List;

/**
 * One PostgreSQL server without the rest of a stack, empty, with settings of its own: a subscriber,
 * or a publisher. It ends with {@link #close}, or at the latest with this JVM.
 */
public final class LonePostgres implements AutoCloseable {
  private final LoneServer<PostgresServer> lone;

  private LonePostgres(LoneServer<PostgresServer> lone) {
    this.lone = lone;
  }

  /**
   * @param directory for data and log; emptied first
   * @param settings each as {@code name=value}, such as {@code wal_level=logical}
   * @throws LocalStackException if it does not start, or the directory is in use
   */
  public static LonePostgres start(Path directory, String... settings) {
    return new LonePostgres(
        LoneServer.start(
            directory,
            (held, children) ->
                new PostgresServer(
                    FreePorts.next(), held, ServerFiles.find(), children, List.of(settings))));
  }

  public PostgresServer server() {
    return lone.server();
  }

  /** May be called twice. */
  @Override
  public void close() {
    lone.close();
  }
}
