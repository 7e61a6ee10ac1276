package io.betintel.ev.restructure;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * An enum type as the catalog tables have it.
 *
 * @param oid of the type
 * @param array of the type of its arrays
 * @param schema quoted where necessary
 * @param name not quoted
 * @param printed as definitions name it
 * @param labels in order
 * @param mine whether this user may change it
 * @param comment null without one
 * @param grants statements that give a type of the same name the same privileges
 */
record EnumType(
    long oid,
    long array,
    String schema,
    String name,
    String printed,
    String owner,
    boolean mine,
    String comment,
    List<String> labels,
    List<String> grants) {

  static final String BET_TYPES = "bet_type_enum";

  private static final String READ =
      """
      SELECT t.oid, t.typarray, quote_ident(n.nspname) AS schema, t.typname::text AS name,
             format_type(t.oid, NULL) AS printed, quote_ident(pg_get_userbyid(t.typowner)) AS owner,
             pg_has_role(current_user, t.typowner, 'USAGE') AS mine,
             obj_description(t.oid, 'pg_type') AS comment,
             ARRAY(SELECT e.enumlabel::text FROM pg_enum e WHERE e.enumtypid = t.oid
                   ORDER BY e.enumsortorder) AS labels,
             ARRAY(SELECT (CASE a.grantee WHEN 0 THEN 'PUBLIC'
                           ELSE quote_ident(pg_get_userbyid(a.grantee)) END)
                          || CASE WHEN a.is_grantable THEN ' WITH GRANT OPTION' ELSE '' END
                   FROM aclexplode(t.typacl) a ORDER BY 1) AS grantees
      FROM pg_type t JOIN pg_namespace n ON n.oid = t.typnamespace
      WHERE t.typname = ? AND t.typtype = 'e' AND pg_type_is_visible(t.oid)
      """;

  EnumType {
    labels = List.copyOf(labels);
    grants = List.copyOf(grants);
  }

  static Optional<EnumType> find(Connection connection, String name) throws SQLException {
    return Rows.read(
            connection,
            READ,
            row ->
                new EnumType(
                    row.getLong("oid"),
                    row.getLong("typarray"),
                    row.getString("schema"),
                    row.getString("name"),
                    row.getString("printed"),
                    row.getString("owner"),
                    row.getBoolean("mine"),
                    row.getString("comment"),
                    Rows.array(row, "labels"),
                    Rows.array(row, "grantees")),
            name)
        .stream()
        .findFirst();
  }

  /** With its schema, for SQL. */
  String qualified() {
    return schema + "." + Names.quoted(name);
  }

  /** The type that will take its place, until it does; with its schema, for SQL. */
  String beside() {
    return schema + "." + Names.quoted(Names.beside(name));
  }

  /** Creates the type that will take its place. */
  List<String> create(List<String> target) {
    List<String> sql = new ArrayList<>();
    sql.add(
        "CREATE TYPE "
            + beside()
            + " AS ENUM ("
            + String.join(", ", target.stream().map(Names::literal).toList())
            + ")");
    sql.add("ALTER TYPE " + beside() + " OWNER TO " + owner);
    if (comment != null) {
      sql.add("COMMENT ON TYPE " + beside() + " IS " + Names.literal(comment));
    }
    if (!grants.isEmpty()) {
      sql.add("REVOKE ALL ON TYPE " + beside() + " FROM PUBLIC");
      grants.forEach(grantee -> sql.add("GRANT USAGE ON TYPE " + beside() + " TO " + grantee));
    }
    return sql;
  }
}
