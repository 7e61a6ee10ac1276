package io.betintel.ev.rehearse;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/**
 * A lock that a session holds.
 *
 * @param isType whether it is on a type rather than on a relation
 */
record Held(boolean isType, long id, LockMode mode) {
  private static final String LOCKS =
      """
      SELECT locktype = 'object', CASE locktype WHEN 'object' THEN objid ELSE relation END, mode
      FROM pg_locks
      WHERE pid = ? AND granted
        AND database = (SELECT oid FROM pg_database WHERE datname = current_database())
        AND (locktype = 'relation' OR (locktype = 'object' AND classid = 'pg_type'::regclass))
      """;

  /** Those of a session; any session of the same database may ask. */
  static Set<Held> by(int process, Connection connection) throws SQLException {
    Set<Held> held = new HashSet<>();
    try (PreparedStatement select = connection.prepareStatement(LOCKS)) {
      select.setInt(1, process);
      try (ResultSet row = select.executeQuery()) {
        while (row.next()) {
          held.add(new Held(row.getBoolean(1), row.getLong(2), LockMode.of(row.getString(3))));
        }
      }
    }
    return held;
  }

  boolean isCoveredBy(Held other) {
    return isType == other.isType && id == other.id && mode.compareTo(other.mode) <= 0;
  }

  /** With its name; empty for what nobody else knows yet, and for the server's own tables. */
  Optional<Taken> named(Inventory known) {
    if (isType) {
      String name = known.types().get(id);
      return name == null ? Optional.empty() : Optional.of(new Taken("type " + name, mode, false));
    }
    Inventory.Relation relation = known.relations().get(id);
    return relation == null
        ? Optional.empty()
        : Optional.of(new Taken(relation.name(), mode, relation.table()));
  }
}
