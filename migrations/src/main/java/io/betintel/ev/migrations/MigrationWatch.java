package io.betintel.ev.migrations;

import java.sql.Connection;

/** Stands between migrations and the database, to see what they do there. */
public interface MigrationWatch {
  /**
   * @return what migrations use instead of the connection; the watch may pass calls on
   */
  Connection watch(Connection connection);

  /**
   * Until {@link #ended}, what is executed is of this migration.
   *
   * @param script its file
   */
  void begins(String script);

  /** The migration's statements are done, or one failed. Its transaction ends after this. */
  void ended();
}
