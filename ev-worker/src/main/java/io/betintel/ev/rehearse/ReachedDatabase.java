package io.betintel.ev.rehearse;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * Which database a connection reaches, whatever name it was reached by.
 *
 * @param cluster the system identifier, which physical copies share
 * @param started when its server started, which they do not
 * @param database its object id
 * @param replica whether it only follows another
 */
record ReachedDatabase(long cluster, String started, long database, boolean replica) {
  private static final String READ =
      """
      SELECT (SELECT system_identifier FROM pg_control_system()),
             extract(epoch FROM pg_postmaster_start_time())::text,
             (SELECT oid FROM pg_database WHERE datname = current_database()),
             pg_is_in_recovery()
      """;

  static ReachedDatabase of(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(READ)) {
      row.next();
      return new ReachedDatabase(
          row.getLong(1), row.getString(2), row.getLong(3), row.getBoolean(4));
    }
  }

  boolean isSame(ReachedDatabase other) {
    return cluster == other.cluster && database == other.database && started.equals(other.started);
  }

  boolean isPhysicalCopyOf(ReachedDatabase other) {
    return cluster == other.cluster && database == other.database && !isSame(other);
  }
}
