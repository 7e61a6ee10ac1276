package io.betintel.localstack;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * One PgBouncer in transaction mode in front of a PostgreSQL server: clients share its sessions. It
 * ends with {@link #close}, or at the latest with this JVM.
 */
public final class LonePgBouncer implements AutoCloseable {
  private final LoneServer<PgBouncerServer> lone;

  private LonePgBouncer(LoneServer<PgBouncerServer> lone) {
    this.lone = lone;
  }

  /**
   * @param directory for its files and log; emptied first
   * @param users with their passwords, besides the server's own
   * @param settings each as {@code name=value}, such as {@code default_pool_size=5}; they win over
   *     those that it has otherwise
   * @throws LocalStackException if it does not start, or the directory is in use
   */
  public static LonePgBouncer start(
      Path directory, PostgresServer behind, Map<String, String> users, String... settings) {
    return new LonePgBouncer(
        LoneServer.start(
            directory,
            (held, children) ->
                new PgBouncerServer(
                    FreePorts.next(), held, children, behind, users, List.of(settings))));
  }

  public PgBouncerServer server() {
    return lone.server();
  }

  /** May be called twice. */
  @Override
  public void close() {
    lone.close();
  }
}
