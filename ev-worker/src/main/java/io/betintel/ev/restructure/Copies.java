package io.betintel.ev.restructure;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Finds what stands on the old columns and has to be built beside it. */
final class Copies {
  private static final String INDEXES =
      """
      SELECT i.indexrelid AS oid, c.relname::text AS name, pg_get_indexdef(i.indexrelid) AS def,
             i.indisunique, i.indisclustered, i.indisreplident, k.conname::text AS constraint_name,
             k.contype, pg_get_constraintdef(k.oid) AS constraint_def,
             quote_ident(s.spcname) AS space, obj_description(c.oid, 'pg_class') AS comment,
             obj_description(k.oid, 'pg_constraint') AS constraint_comment
      FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid
        LEFT JOIN pg_constraint k ON k.conindid = i.indexrelid AND k.contype IN ('p', 'u', 'x')
        LEFT JOIN pg_tablespace s ON s.oid = c.reltablespace
      WHERE i.indrelid = ?::bigint::oid AND i.indislive
        AND (i.indkey::int2[] && ?::text::int2[] OR EXISTS (
          SELECT FROM pg_depend d WHERE d.classid = 'pg_class'::regclass AND d.objid = i.indexrelid
            AND d.refclassid = 'pg_class'::regclass AND d.refobjid = i.indrelid
            AND d.refobjsubid = ANY (?::text::int2[])))
      ORDER BY c.relname
      """;

  private static final String CHECKS =
      """
      SELECT k.oid, k.conname::text AS name, pg_get_constraintdef(k.oid) AS def, k.convalidated,
             obj_description(k.oid, 'pg_constraint') AS comment
      FROM pg_constraint k
      WHERE k.contype = 'c' AND k.conrelid = ?::bigint::oid AND k.conkey && ?::text::int2[]
      ORDER BY k.conname
      """;

  private static final String FOREIGN_KEYS =
      """
      SELECT k.oid, k.conname::text AS name, pg_get_constraintdef(k.oid) AS def, k.convalidated,
             k.conrelid, k.confrelid, quote_ident(n.nspname) AS schema,
             quote_ident(n.nspname) || '.' || quote_ident(c.relname) AS tab,
             obj_description(k.oid, 'pg_constraint') AS comment
      FROM pg_constraint k JOIN pg_class c ON c.oid = k.conrelid
        JOIN pg_namespace n ON n.oid = c.relnamespace
      WHERE k.contype = 'f' AND k.conparentid = 0
        AND ((k.conrelid = ?::bigint::oid AND k.conkey && ?::text::int2[])
          OR (k.confrelid = ?::bigint::oid AND k.confkey && ?::text::int2[]))
      ORDER BY k.conname
      """;

  private static final String STATISTICS =
      """
      SELECT s.oid, s.stxname::text AS name, pg_get_statisticsobjdef(s.oid) AS def,
             nullif(coalesce(s.stxstattarget, -1), -1)::text AS target,
             quote_ident(n.nspname) AS schema, quote_ident(pg_get_userbyid(s.stxowner)) AS owner,
             obj_description(s.oid, 'pg_statistic_ext') AS comment
      FROM pg_statistic_ext s JOIN pg_namespace n ON n.oid = s.stxnamespace
      WHERE s.stxrelid = ?::bigint::oid AND (s.stxkeys::int2[] && ?::text::int2[] OR EXISTS (
          SELECT FROM pg_depend d WHERE d.classid = 'pg_statistic_ext'::regclass
            AND d.objid = s.oid AND d.refclassid = 'pg_class'::regclass AND d.refobjid = s.stxrelid
            AND d.refobjsubid = ANY (?::text::int2[])))
      ORDER BY s.stxname
      """;

  private final Connection connection;
  private final Conversion conversion;
  private final Map<Long, Copy> found = new LinkedHashMap<>();
  private final List<String> refusals = new ArrayList<>();

  private Copies(Connection connection, Conversion conversion) {
    this.connection = connection;
    this.conversion = conversion;
  }

  /**
   * @param refusals takes what cannot be built, with the reason and the remedy
   */
  static List<Copy> find(Connection connection, Conversion conversion, List<String> refusals)
      throws SQLException {
    Copies copies = new Copies(connection, conversion);
    Map<Long, List<EnumColumn>> tables =
        conversion.columns().stream()
            .collect(
                Collectors.groupingBy(
                    EnumColumn::relationId, LinkedHashMap::new, Collectors.toList()));
    for (List<EnumColumn> columns : tables.values()) {
      copies.of(columns);
    }
    // Last: a foreign key needs the unique index that it refers to.
    for (List<EnumColumn> columns : tables.values()) {
      copies.foreignKeys(columns.get(0), numbers(columns));
    }
    refusals.addAll(copies.refusals);
    return List.copyOf(copies.found.values());
  }

  private void of(List<EnumColumn> columns) throws SQLException {
    EnumColumn table = columns.get(0);
    String numbers = numbers(columns);
    Rows.read(connection, INDEXES, row -> index(table, row), table.relationId(), numbers, numbers);
    List<String> own = columns.stream().map(EnumColumn::filled).toList();
    Rows.read(
        connection,
        CHECKS,
        row -> own.contains(Names.quoted(row.getString("name"))) ? null : check(table, row),
        table.relationId(),
        numbers);
    Rows.read(
        connection,
        STATISTICS,
        row -> statistics(table, row),
        table.relationId(),
        numbers,
        numbers);
  }

  private Object index(EnumColumn table, ResultSet row) throws SQLException {
    String name = row.getString("name");
    if ("x".equals(row.getString("contype"))) {
      refusals.add(
          "exclusion constraint "
              + row.getString("constraint_name")
              + " of "
              + table.relation()
              + " cannot be built without stopping writers: drop it, and add it again afterwards");
      return null;
    }
    String def = row.getString("def");
    String tail = def.substring(SqlText.outside(def, "USING"));
    String space = row.getString("space");
    if (space != null) {
      int where = SqlText.outside(tail, "WHERE");
      tail =
          where < 0
              ? tail + " TABLESPACE " + space
              : tail.substring(0, where) + "TABLESPACE " + space + " " + tail.substring(where);
    }
    String beside = Names.quoted(Names.beside(name));
    List<String> takePlace = new ArrayList<>();
    if (row.getString("constraint_name") == null) {
      takePlace.add(
          "ALTER INDEX " + table.schema() + "." + beside + " RENAME TO " + Names.quoted(name));
    } else {
      String constraint = row.getString("constraint_def");
      takePlace.add(
          "ALTER TABLE "
              + table.table()
              + " ADD CONSTRAINT "
              + Names.quoted(name)
              + ("p".equals(row.getString("contype")) ? " PRIMARY KEY" : " UNIQUE")
              + " USING INDEX "
              + beside
              + (constraint.contains(" DEFERRABLE") ? " DEFERRABLE" : "")
              + (constraint.contains(" INITIALLY DEFERRED") ? " INITIALLY DEFERRED" : ""));
      comment(
          takePlace,
          "CONSTRAINT " + Names.quoted(name) + " ON " + table.table(),
          row.getString("constraint_comment"));
    }
    comment(
        takePlace, "INDEX " + table.schema() + "." + Names.quoted(name), row.getString("comment"));
    if (row.getBoolean("indisclustered")) {
      takePlace.add("ALTER TABLE " + table.table() + " CLUSTER ON " + Names.quoted(name));
    }
    if (row.getBoolean("indisreplident")) {
      takePlace.add(
          "ALTER TABLE " + table.table() + " REPLICA IDENTITY USING INDEX " + Names.quoted(name));
    }
    add(
        Copy.Sort.INDEX,
        row,
        table,
        table.schema(),
        "CREATE "
            + (row.getBoolean("indisunique") ? "UNIQUE " : "")
            + "INDEX CONCURRENTLY "
            + beside
            + " ON "
            + table.table()
            + " ",
        tail,
        true,
        takePlace);
    return null;
  }

  private Object check(EnumColumn table, ResultSet row) throws SQLException {
    String name = row.getString("name");
    boolean valid = row.getBoolean("convalidated");
    List<String> takePlace = constraintTakesPlace(table.table(), name, row.getString("comment"));
    add(
        Copy.Sort.CHECK,
        row,
        table,
        table.schema(),
        "ALTER TABLE "
            + table.table()
            + " ADD CONSTRAINT "
            + Names.quoted(Names.beside(name))
            + " ",
        row.getString("def") + (valid ? " NOT VALID" : ""),
        valid,
        takePlace);
    return null;
  }

  private void foreignKeys(EnumColumn table, String numbers) throws SQLException {
    Rows.read(
        connection,
        FOREIGN_KEYS,
        row -> found.containsKey(row.getLong("oid")) ? null : foreignKey(row),
        table.relationId(),
        numbers,
        table.relationId(),
        numbers);
  }

  private Object foreignKey(ResultSet row) throws SQLException {
    String name = row.getString("name");
    String table = row.getString("tab");
    boolean valid = row.getBoolean("convalidated");
    String def = row.getString("def");
    int references = SqlText.outside(def, "REFERENCES");
    String referenced = def.substring(references);
    int closed = referenced.indexOf(')') + 1;
    String rewritten =
        conversion.rewritten(def.substring(0, references), row.getLong("conrelid"))
            + conversion.rewritten(referenced.substring(0, closed), row.getLong("confrelid"))
            + conversion.rewritten(referenced.substring(closed), row.getLong("conrelid"));
    found.put(
        row.getLong("oid"),
        new Copy(
            Copy.Sort.FOREIGN_KEY,
            row.getLong("oid"),
            table,
            row.getString("schema"),
            name,
            "ALTER TABLE "
                + table
                + " ADD CONSTRAINT "
                + Names.quoted(Names.beside(name))
                + " "
                + rewritten
                + (valid ? " NOT VALID" : ""),
            valid,
            constraintTakesPlace(table, name, row.getString("comment"))));
    return null;
  }

  private Object statistics(EnumColumn table, ResultSet row) throws SQLException {
    String name = row.getString("name");
    String schema = row.getString("schema");
    String def = row.getString("def");
    int on = SqlText.outside(def, "ON");
    String head = def.substring("CREATE STATISTICS ".length(), on);
    int kinds = head.indexOf('(');
    String beside = schema + "." + Names.quoted(Names.beside(name));
    String right = schema + "." + Names.quoted(name);
    List<String> takePlace = new ArrayList<>();
    takePlace.add("ALTER STATISTICS " + beside + " RENAME TO " + Names.quoted(name));
    if (row.getString("target") != null) {
      takePlace.add("ALTER STATISTICS " + right + " SET STATISTICS " + row.getString("target"));
    }
    takePlace.add("ALTER STATISTICS " + right + " OWNER TO " + row.getString("owner"));
    comment(takePlace, "STATISTICS " + right, row.getString("comment"));
    add(
        Copy.Sort.STATISTICS,
        row,
        table,
        schema,
        "CREATE STATISTICS " + beside + (kinds < 0 ? " " : " " + head.substring(kinds)),
        def.substring(on),
        true,
        takePlace);
    return null;
  }

  /**
   * @param head names the copy
   * @param tail names columns and labels
   */
  private void add(
      Copy.Sort sort,
      ResultSet row,
      EnumColumn table,
      String schema,
      String head,
      String tail,
      boolean valid,
      List<String> takePlace)
      throws SQLException {
    String name = row.getString("name");
    try {
      String create = head + conversion.rewritten(tail, table.relationId());
      long oid = row.getLong("oid");
      found.put(oid, new Copy(sort, oid, table.table(), schema, name, create, valid, takePlace));
    } catch (IllegalArgumentException e) {
      refusals.add(
          name
              + " of "
              + table.relation()
              + " "
              + e.getMessage()
              + ": drop it, or let the label become another one");
    }
  }

  private static List<String> constraintTakesPlace(String table, String name, String comment) {
    List<String> takePlace = new ArrayList<>();
    takePlace.add(
        "ALTER TABLE "
            + table
            + " RENAME CONSTRAINT "
            + Names.quoted(Names.beside(name))
            + " TO "
            + Names.quoted(name));
    comment(takePlace, "CONSTRAINT " + Names.quoted(name) + " ON " + table, comment);
    return takePlace;
  }

  private static void comment(List<String> sql, String on, String comment) {
    if (comment != null) {
      sql.add("COMMENT ON " + on + " IS " + Names.literal(comment));
    }
  }

  private static String numbers(List<EnumColumn> columns) {
    return columns.stream()
        .map(column -> Integer.toString(column.number()))
        .collect(Collectors.joining(",", "{", "}"));
  }
}
