package io.betintel.ev.restructure;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * A trigger that names an old column or the type, in {@code UPDATE OF} or {@code WHEN}.
 *
 * @param enabled how it is enabled: O, D, R or A
 * @param comment null without one
 */
record Trigger(
    long oid, String table, String name, String definition, String enabled, String comment) {
  private static final String READ =
      """
      SELECT t.oid, t.tgname::text AS name, pg_get_triggerdef(t.oid) AS def, t.tgenabled::text,
             quote_ident(n.nspname) || '.' || quote_ident(c.relname) AS tab,
             obj_description(t.oid, 'pg_trigger') AS comment
      FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid
        JOIN pg_namespace n ON n.oid = c.relnamespace
      WHERE NOT t.tgisinternal AND c.relkind = 'r' AND EXISTS (
        SELECT FROM pg_depend d WHERE d.classid = 'pg_trigger'::regclass AND d.objid = t.oid
          AND ((d.refclassid = 'pg_class'::regclass
                AND (d.refobjid::bigint || '.' || d.refobjsubid) = ANY (?))
            OR (d.refclassid = 'pg_type'::regclass AND d.refobjid::bigint::text = ANY (?))))
      ORDER BY t.oid
      """;

  static List<Trigger> find(Connection connection, List<String> columns, List<String> types)
      throws SQLException {
    return Rows.read(
        connection,
        READ,
        row ->
            new Trigger(
                row.getLong("oid"),
                row.getString("tab"),
                row.getString("name"),
                row.getString("def"),
                row.getString("tgenabled"),
                row.getString("comment")),
        columns,
        types);
  }

  String drop() {
    return "DROP TRIGGER " + Names.quoted(name) + " ON " + table;
  }

  List<String> create(Conversion conversion) {
    List<String> sql = new ArrayList<>();
    sql.add(conversion.relabelled(definition));
    String how =
        switch (enabled) {
          case "D" -> "DISABLE";
          case "R" -> "ENABLE REPLICA";
          case "A" -> "ENABLE ALWAYS";
          default -> "";
        };
    if (!how.isEmpty()) {
      sql.add("ALTER TABLE " + table + " " + how + " TRIGGER " + Names.quoted(name));
    }
    if (comment != null) {
      sql.add(
          "COMMENT ON TRIGGER "
              + Names.quoted(name)
              + " ON "
              + table
              + " IS "
              + Names.literal(comment));
    }
    return sql;
  }
}
