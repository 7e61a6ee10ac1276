package io.betintel.ev.restructure;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** What an operator should know before it begins, and what does not stop it. */
final class Warnings {
  private static final String BODIES =
      """
      SELECT p.oid::regprocedure::text FROM pg_proc p
      WHERE p.pronamespace <> 'pg_catalog'::regnamespace AND p.prosrc ~ ('\\m' || ? || '\\M')
      ORDER BY 1
      """;

  private static final String OLD =
      """
      SELECT coalesce('process ' || a.pid || ' of ' || a.usename, '') || ' since '
        || date_trunc('second', clock_timestamp() - a.xact_start)::text
      FROM pg_stat_activity a
      WHERE a.xact_start < clock_timestamp() - interval '1 minute' AND a.pid <> pg_backend_pid()
        AND a.datname = current_database() AND a.backend_type = 'client backend'
        AND a.application_name <> 'ev-worker turn'
      UNION ALL
      SELECT 'prepared transaction ' || gid || ' since '
        || date_trunc('second', clock_timestamp() - prepared)::text
      FROM pg_prepared_xacts WHERE database = current_database()
      """;

  private static final String TRIGGERS =
      """
      SELECT tgname::text FROM pg_trigger
      WHERE tgrelid = ?::bigint::oid AND NOT tgisinternal AND tgenabled <> 'D'
        AND tgtype & 16 <> 0 AND NOT (tgname LIKE 'zzzz\\_%\\_fill')
      ORDER BY 1
      """;

  private Warnings() {}

  static List<String> of(Connection connection, Survey survey) throws SQLException {
    List<String> warnings = new ArrayList<>();
    Conversion conversion = survey.conversion();
    if (!conversion.adopts()) {
      List<String> bodies = Rows.texts(connection, BODIES, conversion.type().name());
      if (!bodies.isEmpty()) {
        warnings.add(
            "functions name the type in their body: "
                + String.join(", ", bodies)
                + ". A variable of the type fails after the swap until its session connects again");
      }
    }
    List<String> old = Rows.texts(connection, OLD);
    if (!old.isEmpty()) {
      warnings.add(
          "old transactions: " + String.join("; ", old) + ". Building an index waits for them");
    }
    for (EnumColumn column : conversion.columns()) {
      List<String> triggers = Rows.texts(connection, TRIGGERS, column.relationId());
      if (!triggers.isEmpty()) {
        warnings.add(
            "triggers of "
                + column.relation()
                + " fire for each row that is filled: "
                + String.join(", ", triggers));
      }
    }
    if (!survey.attached().published().isEmpty()) {
      warnings.add("replication sends every row of the table once more while it is filled");
    }
    return warnings;
  }
}
