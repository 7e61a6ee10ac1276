package io.betintel.ev.migrations;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;

/**
 * One right in PostgreSQL.
 *
 * @param privilege as GRANT spells it
 * @param object a name without schema; a function with its arguments' types; empty for the schema
 */
record Grant(Kind kind, String privilege, String object) {

  /** Each with the query that says how the right is granted, if the current user lacks it. */
  enum Kind {
    TABLE(
        """
        SELECT format('GRANT %%s ON %%I.%%I TO %%I', q.p, n.nspname, c.relname, current_user)
        FROM (SELECT ?::text AS p, ?::text AS o) q
          JOIN pg_class c ON c.relname = q.o AND c.relkind IN ('r', 'p', 'v')
          JOIN pg_namespace n ON n.oid = c.relnamespace
        WHERE n.nspname = %1$s AND NOT has_table_privilege(c.oid, q.p)
        """),
    FUNCTION(
        """
        SELECT format('GRANT %%s ON FUNCTION %%I.%%s TO %%I', q.p, n.nspname, q.o, current_user)
        FROM (SELECT ?::text AS p, ?::text AS o) q
          JOIN pg_proc f ON f.proname = split_part(q.o, '(', 1)
          JOIN pg_namespace n ON n.oid = f.pronamespace
        WHERE n.nspname = %1$s AND NOT has_function_privilege(f.oid, q.p)
        """),
    SCHEMA(
        """
        SELECT format('GRANT %%s ON SCHEMA %%I TO %%I', q.p, n.nspname, current_user)
        FROM (SELECT ?::text AS p, ?::text AS o) q JOIN pg_namespace n ON n.nspname = %1$s
        WHERE NOT has_schema_privilege(n.oid, q.p)
        """),
    TYPE_OWNER(
        """
        SELECT format('GRANT %%I TO %%I', pg_get_userbyid(t.typowner), current_user)
        FROM (SELECT ?::text AS p, ?::text AS o) q JOIN pg_type t ON t.typname = q.o
          JOIN pg_namespace n ON n.oid = t.typnamespace
        WHERE n.nspname = %1$s AND NOT pg_has_role(t.typowner, 'USAGE')
        """),
    OWNER(
        """
        SELECT DISTINCT format('GRANT %%I TO %%I', pg_get_userbyid(c.relowner), current_user)
        FROM (SELECT ?::text AS p, ?::text AS o) q JOIN pg_class c ON c.relkind IN ('r', 'p', 'v')
          JOIN pg_namespace n ON n.oid = c.relnamespace
        WHERE n.nspname = %1$s AND NOT pg_has_role(c.relowner, 'USAGE')
        """);

    // A schema that the user may not use is not in the search path: then it is where the tables
    // are.
    private static final String WHERE =
        """
        coalesce(current_schema(), (SELECT m.nspname FROM pg_class b
          JOIN pg_namespace m ON m.oid = b.relnamespace
          WHERE b.relname = 'bet_types' ORDER BY 1 LIMIT 1), 'public')""";

    private final String missing;

    Kind(String missing) {
      this.missing = missing.formatted(WHERE);
    }
  }

  /** As a statement for the role. */
  String sql(String role) {
    return switch (kind) {
      case TABLE -> "GRANT " + privilege + " ON " + object + " TO " + role;
      case FUNCTION -> "GRANT " + privilege + " ON FUNCTION " + object + " TO " + role;
      case SCHEMA -> "GRANT " + privilege + " ON SCHEMA public TO " + role;
      case TYPE_OWNER, OWNER -> "GRANT ev_owner TO " + role;
    };
  }

  /**
   * @return the statement that grants it; null if the current user has it, or the object is missing
   */
  String missing(Connection connection) throws SQLException {
    try (PreparedStatement select = connection.prepareStatement(kind.missing)) {
      select.setString(1, privilege);
      select.setString(2, object);
      try (ResultSet row = select.executeQuery()) {
        return row.next() ? row.getString(1) : null;
      }
    }
  }
}
