package io.betintel.ev.migrations;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Finds what an operator should know of a database before a label is added to {@code
 * bet_type_enum}. Only reads.
 */
public final class Preflight {
  private static final String TYPE =
      """
      WITH RECURSIVE the_type AS (
        SELECT t.oid, t.typarray, t.typowner FROM pg_type t
        WHERE t.typname = 'bet_type_enum' AND pg_type_is_visible(t.oid)
      ), types AS (
        SELECT oid FROM the_type
        UNION SELECT typarray FROM the_type
        UNION SELECT d.oid FROM pg_type d JOIN types ON d.typbasetype = types.oid
      )
      """;

  private static final String OWNER =
      TYPE
          + """
          SELECT pg_get_userbyid(typowner)::text, current_user::text FROM the_type
          WHERE NOT pg_has_role(current_user, typowner, 'USAGE')
          """;

  // Physical replicas get the label with everything else; logical ones do not.
  private static final String PUBLISHED =
      TYPE
          + """
          SELECT DISTINCT p.pubname::text || ' (' || p.schemaname || '.' || p.tablename || ')'
          FROM pg_publication_tables p
            JOIN pg_namespace n ON n.nspname = p.schemaname
            JOIN pg_class c ON c.relname = p.tablename AND c.relnamespace = n.oid
            JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0
          WHERE a.atttypid IN (SELECT oid FROM types)
          ORDER BY 1
          """;

  private static final String SLOTS =
      """
      SELECT slot_name::text || CASE WHEN active THEN '' ELSE ' (not connected)' END
      FROM pg_replication_slots WHERE slot_type = 'logical' AND database = current_database()
      ORDER BY 1
      """;

  /** What a migration writes itself, where a publisher's row would meet it. */
  private static final String RECEIVED =
      """
      SELECT s.subname::text || ' (' || c.relname || ')' FROM pg_stat_subscription s
        JOIN pg_subscription_rel r ON r.srsubid = s.subid
        JOIN pg_class c ON c.oid = r.srrelid
      WHERE c.relname IN ('bet_types', 'flyway_schema_history') AND pg_table_is_visible(c.oid)
      GROUP BY 1 ORDER BY 1
      """;

  private static final String SUBSCRIBED =
      """
      SELECT s.subname::text FROM pg_stat_subscription s
        JOIN pg_database d ON d.datname = current_database()
        JOIN pg_subscription_rel r ON r.srsubid = s.subid
      GROUP BY 1 ORDER BY 1
      """;

  private static final String COLUMNS =
      TYPE
          + """
          SELECT c.oid::regclass::text || '.' || a.attname
          FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid
          WHERE a.atttypid IN (SELECT oid FROM types) AND a.attnum > 0 AND NOT a.attisdropped
            AND c.relkind IN ('r', 'p', 'm', 'v', 'f', 'c')
            AND c.oid IS DISTINCT FROM to_regclass('bets')
          ORDER BY 1
          """;

  private static final String FUNCTIONS =
      TYPE
          + """
          SELECT p.oid::regprocedure::text FROM pg_proc p
          WHERE p.pronamespace NOT IN ('pg_catalog'::regnamespace)
            AND (p.prorettype IN (SELECT oid FROM types)
              OR p.proargtypes::oid[] && ARRAY(SELECT oid FROM types)
              OR p.prosrc ~ '\\mbet_type_enum\\M')
          ORDER BY 1
          """;

  // ALTER TYPE ... ADD VALUE holds the type until its transaction ends; a prepared transaction
  // holds it without any process.
  private static final String HOLDERS =
      TYPE
          + """
          SELECT coalesce('process ' || l.pid, 'a prepared transaction')
            || coalesce(' of ' || a.usename || ' (' || nullif(a.application_name, '') || ')', '')
            || coalesce(', ' || a.state || ' since '
                 || date_trunc('second', now() - a.state_change)::text, '')
            || coalesce(': ' || left(regexp_replace(a.query, '\\s+', ' ', 'g'), 80), '')
          FROM pg_locks l LEFT JOIN pg_stat_activity a ON a.pid = l.pid
          WHERE l.granted AND l.locktype = 'object' AND l.classid = 'pg_type'::regclass
            AND l.objid IN (SELECT oid FROM the_type)
            AND l.pid IS DISTINCT FROM pg_backend_pid()
          ORDER BY 1
          """;

  /** How a subscriber gets a label, and what stops it. */
  public static final String LABEL_ONLY =
      "On a subscriber run only ev-worker bet-types add NAME --label-only, with EV_POSTGRES_URL of"
          + " the subscriber: the row comes from the publisher, and one that migrate or add --db"
          + " writes there would stop the subscription";

  private static final String RESTRUCTURE =
      """
      SELECT 'the labels are being changed (' || kind || ' of ' || subject || ' by ' || operator
        || ', step ' || step || ')'
      FROM restructures WHERE outcome IS NULL
      """;

  private final Connection connection;

  public Preflight(Connection connection) {
    this.connection = connection;
  }

  /**
   * @return one line per finding, with what to do; empty without findings, or if the type does not
   *     exist yet
   */
  public List<String> warnings() throws SQLException {
    List<String> warnings = new ArrayList<>();
    try (PreparedStatement select = connection.prepareStatement(OWNER);
        ResultSet row = select.executeQuery()) {
      if (row.next()) {
        warnings.add(
            row.getString(2)
                + " may not add a label: the type belongs to "
                + row.getString(1)
                + ". Connect as that role, or as a member of it");
      }
    }
    warn(
        warnings,
        PUBLISHED,
        "Logical replication publishes bet types: ",
        ". Add the label on every subscriber first: a subscriber without it stops at the first row"
            + " of the new bet type and makes this server keep its WAL. "
            + LABEL_ONLY);
    warn(
        warnings,
        SLOTS,
        "Logical replication slots read this database: ",
        ". Their readers must know the label before the bet type is enabled. A slot that is not"
            + " connected keeps this server's WAL: drop it if nothing uses it");
    warn(
        warnings,
        SUBSCRIBED,
        "This database subscribes to others: ",
        ". Labels are not replicated: add it here before it is used there. " + LABEL_ONLY);
    warn(
        warnings,
        COLUMNS,
        "Other columns have the type: ",
        ". Nothing is rewritten; check that their readers expect a new bet type");
    warn(
        warnings,
        FUNCTIONS,
        "Functions use the type: ",
        ". Check that none lists the bet types that it knows; sessions that have planned one go on");
    warn(
        warnings,
        HOLDERS,
        "Another session holds the type's lock: ",
        ". Adding a label waits for it: let it end, or pg_terminate_backend(process);"
            + " ROLLBACK PREPARED for a prepared transaction");
    return warnings;
  }

  /**
   * Where rows that a migration writes arrive from a publisher too.
   *
   * @return each subscription with the table; empty if this database may be migrated
   */
  public List<String> received() throws SQLException {
    return list(RECEIVED);
  }

  /** The restructure of labels that is under way, in words; empty if there is none. */
  public Optional<String> restructure() throws SQLException {
    return list("SELECT to_regclass('restructures')::text WHERE to_regclass('restructures') IS NOT NULL")
            .isEmpty()
        ? Optional.empty()
        : list(RESTRUCTURE).stream().findFirst();
  }

  /** The sessions that hold the lock that adding a label needs, each with what it does. */
  public List<String> holders() throws SQLException {
    return list(HOLDERS);
  }

  private void warn(List<String> warnings, String sql, String what, String remedy)
      throws SQLException {
    List<String> found = list(sql);
    if (!found.isEmpty()) {
      warnings.add(what + String.join("; ", found) + remedy);
    }
  }

  private List<String> list(String sql) throws SQLException {
    try (PreparedStatement select = connection.prepareStatement(sql);
        ResultSet row = select.executeQuery()) {
      List<String> found = new ArrayList<>();
      while (row.next()) {
        found.add(row.getString(1));
      }
      return found;
    }
  }
}
