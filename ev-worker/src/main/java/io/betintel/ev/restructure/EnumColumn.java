package io.betintel.ev.restructure;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * A column whose type changes.
 *
 * @param table with its schema, quoted where necessary
 * @param schema quoted where necessary
 * @param relation the table's name, not quoted
 * @param name not quoted
 * @param printed as definitions name it
 * @param expression the default's; null without one
 * @param notNullName the constraint's name; null before PostgreSQL 18 and without one
 * @param settings statements that give the column, once it has its name, what the old one had
 * @param shape empty if it can be changed; or why not
 */
record EnumColumn(
    long relationId,
    int number,
    String schema,
    String relation,
    String table,
    String name,
    String printed,
    boolean notNull,
    String notNullName,
    String expression,
    List<String> settings,
    String shape) {

  private static final String READ =
      """
      SELECT a.attrelid, a.attnum, quote_ident(n.nspname) AS schema, c.relname::text AS relation,
             quote_ident(n.nspname) || '.' || quote_ident(c.relname) AS tab,
             a.attname::text AS name, quote_ident(a.attname) AS printed, a.attnotnull,
             (SELECT k.conname::text FROM pg_constraint k
              WHERE k.conrelid = a.attrelid AND k.contype = 'n' AND k.conkey = ARRAY[a.attnum])
               AS not_null_name,
             pg_get_expr(d.adbin, d.adrelid) AS expression,
             col_description(a.attrelid, a.attnum) AS comment,
             nullif(coalesce(a.attstattarget, -1), -1)::text AS target,
             array_to_string(a.attoptions, ', ') AS options,
             ARRAY(SELECT format('GRANT %s (%I) ON %s TO %s%s', x.privilege_type, a.attname,
                       quote_ident(n.nspname) || '.' || quote_ident(c.relname),
                       CASE x.grantee WHEN 0 THEN 'PUBLIC'
                         ELSE quote_ident(pg_get_userbyid(x.grantee)) END,
                       CASE WHEN x.is_grantable THEN ' WITH GRANT OPTION' ELSE '' END)
                   FROM aclexplode(a.attacl) x ORDER BY 1) AS grants,
             CASE WHEN c.relkind = 'm' THEN
                    'is a materialized view: drop it, and create it again afterwards'
                  WHEN c.relkind = 'f' THEN 'is a foreign table: drop the column there, and add it'
                    || ' again afterwards'
                  WHEN c.relkind = 'c' THEN 'is a composite type: make the attribute text'
                  WHEN c.relkind = 'p' OR c.relispartition
                    THEN 'is partitioned: make the column text, as bet_history has it'
                  WHEN EXISTS (SELECT FROM pg_inherits i
                               WHERE a.attrelid IN (i.inhrelid, i.inhparent))
                    THEN 'inherits: make the column text'
                  WHEN a.attgenerated <> '' THEN 'is generated: drop the column, and add it again'
                    || ' afterwards'
                  WHEN NOT pg_has_role(current_user, c.relowner, 'USAGE')
                    THEN 'belongs to ' || pg_get_userbyid(c.relowner) || ': connect as that role, or'
                    || ' as a member of it'
                  ELSE '' END AS shape
      FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid
        JOIN pg_namespace n ON n.oid = c.relnamespace
        LEFT JOIN pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum
      WHERE a.attnum > 0 AND NOT a.attisdropped AND :which
      ORDER BY c.oid, a.attnum
      """;

  private static final String OF_TYPE =
      READ.replace(
          ":which", "a.atttypid = ?::bigint::oid AND c.relkind IN ('r', 'p', 'm', 'f', 'c')");

  private static final String NAMED =
      READ.replace(
          ":which",
          "c.oid = to_regclass(?)::oid AND a.attname = ? AND c.relkind IN ('r', 'p', 'm', 'f')");

  EnumColumn {
    settings = List.copyOf(settings);
  }

  /** Every column of the type, in a table or in what is like one. */
  static List<EnumColumn> ofType(Connection connection, EnumType type) throws SQLException {
    return Rows.read(connection, OF_TYPE, EnumColumn::column, type.oid());
  }

  /** The column of that name; empty if there is none. */
  static List<EnumColumn> named(Connection connection, String table, String column)
      throws SQLException {
    return Rows.read(connection, NAMED, EnumColumn::column, table, column);
  }

  private static EnumColumn column(ResultSet row) throws SQLException {
    String table = row.getString("tab");
    String printed = row.getString("printed");
    String alter = "ALTER TABLE " + table + " ALTER COLUMN " + printed + " SET ";
    List<String> settings = new ArrayList<>();
    if (row.getString("target") != null) {
      settings.add(alter + "STATISTICS " + row.getString("target"));
    }
    if (row.getString("options") != null) {
      settings.add(alter + "(" + row.getString("options") + ")");
    }
    if (row.getString("comment") != null) {
      settings.add(
          "COMMENT ON COLUMN "
              + table
              + "."
              + printed
              + " IS "
              + Names.literal(row.getString("comment")));
    }
    settings.addAll(Rows.array(row, "grants"));
    return new EnumColumn(
        row.getLong("attrelid"),
        row.getInt("attnum"),
        row.getString("schema"),
        row.getString("relation"),
        table,
        row.getString("name"),
        printed,
        row.getBoolean("attnotnull"),
        row.getString("not_null_name"),
        row.getString("expression"),
        settings,
        row.getString("shape"));
  }

  /** For people. */
  String describe() {
    return relation + "." + name;
  }

  /** The column that will take its place, until it does; for SQL. */
  String beside() {
    return Names.quoted(Names.beside(name));
  }

  /** Its own place once it is to be dropped; for SQL. */
  String old() {
    return Names.quoted(Names.suffixed(name, "_old"));
  }

  /** The check that every row is filled; for SQL. */
  String filled() {
    return Names.quoted(filledName());
  }

  String filledName() {
    return Names.suffixed(relation + "_" + name, "_filled");
  }

  /** The trigger's function, with its schema; for SQL. */
  String function() {
    return schema + "." + Names.quoted(Names.suffixed(relation + "_" + name, "_fill"));
  }

  /** The last of a table's triggers to run: others may change the value. */
  String trigger() {
    return Names.quoted(Names.suffixed("zzzz_" + name, "_fill"));
  }
}
