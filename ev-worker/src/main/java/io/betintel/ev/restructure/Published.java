package io.betintel.ev.restructure;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/**
 * A publication that names a table whose column changes.
 *
 * @param oid of the entry, of {@code pg_publication_rel}
 * @param name quoted where necessary
 * @param columns with commas between, quoted where necessary; null if it publishes every column
 * @param filter null without one
 * @param touched whether columns or filter name an old column
 */
record Published(
    long oid, String name, String table, String columns, String filter, boolean touched) {
  private static final int COLUMN_LISTS = 150_000;

  private static final String EVERY_COLUMN =
      """
      SELECT pr.oid, quote_ident(p.pubname) AS name,
             quote_ident(n.nspname) || '.' || quote_ident(c.relname) AS tab,
             %s AS columns, %s AS filter, EXISTS (
               SELECT FROM pg_depend d WHERE d.classid = 'pg_publication_rel'::regclass
                 AND d.objid = pr.oid AND d.refclassid = 'pg_class'::regclass
                 AND (d.refobjid::bigint || '.' || d.refobjsubid) = ANY (?)) AS touched
      FROM pg_publication_rel pr JOIN pg_publication p ON p.oid = pr.prpubid
        JOIN pg_class c ON c.oid = pr.prrelid JOIN pg_namespace n ON n.oid = c.relnamespace
      WHERE pr.prrelid::bigint::text = ANY (?)
      ORDER BY 2, 3
      """;

  private static final String LISTED =
      """
      (SELECT string_agg(quote_ident(a.attname), ', ' ORDER BY a.attnum) FROM pg_attribute a
       WHERE a.attrelid = pr.prrelid AND a.attnum = ANY (pr.prattrs))""";

  private static final String WHOLE =
      """
      SELECT DISTINCT quote_ident(p.pubname)
      FROM pg_publication_tables t JOIN pg_publication p ON p.pubname = t.pubname
        JOIN pg_namespace n ON n.nspname = t.schemaname
        JOIN pg_class c ON c.relname = t.tablename AND c.relnamespace = n.oid
      WHERE c.oid::bigint::text = ANY (?) AND NOT EXISTS (
        SELECT FROM pg_publication_rel pr WHERE pr.prpubid = p.oid AND pr.prrelid = c.oid)
      ORDER BY 1
      """;

  private static final String READERS =
      """
      SELECT slot_name::text FROM pg_replication_slots
      WHERE slot_type = 'logical' AND database = current_database() ORDER BY 1
      """;

  static List<Published> find(Connection connection, Conversion conversion) throws SQLException {
    boolean lists = connection.getMetaData().getDatabaseMajorVersion() * 10_000 >= COLUMN_LISTS;
    String sql =
        EVERY_COLUMN.formatted(
            lists ? LISTED : "NULL::text",
            lists ? "pg_get_expr(pr.prqual, pr.prrelid)" : "NULL::text");
    return Rows.read(
        connection,
        sql,
        row ->
            new Published(
                row.getLong("oid"),
                row.getString("name"),
                row.getString("tab"),
                row.getString("columns"),
                row.getString("filter"),
                row.getBoolean("touched")),
        conversion.columns().stream().map(c -> c.relationId() + "." + c.number()).toList(),
        tables(conversion));
  }

  /** Publications of all tables, or of a schema, that publish one whose column changes. */
  static List<String> whole(Connection connection, Conversion conversion) throws SQLException {
    return Rows.texts(connection, WHOLE, tables(conversion));
  }

  /** The slots of logical replication of this database: whoever reads one gets the new column. */
  static List<String> readers(Connection connection) throws SQLException {
    return Rows.texts(connection, READERS);
  }

  String leave() {
    return "ALTER PUBLICATION " + name + " DROP TABLE " + table;
  }

  String join(Conversion conversion) {
    return "ALTER PUBLICATION "
        + name
        + " ADD TABLE "
        + table
        + (columns == null ? "" : " (" + columns + ")")
        + (filter == null ? "" : " WHERE (" + conversion.relabelled(filter) + ")");
  }

  private static List<String> tables(Conversion conversion) {
    return conversion.columns().stream().map(c -> Long.toString(c.relationId())).toList();
  }
}
