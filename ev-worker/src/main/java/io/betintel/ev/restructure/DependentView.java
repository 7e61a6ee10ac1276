package io.betintel.ev.restructure;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * A view that the swap replaces, or drops and creates again.
 *
 * @param qualified with its schema, quoted where necessary
 * @param plain whether it is a view, not a materialized one
 * @param drops whether it shows the type, or reads a view that does
 * @param mine whether this user may change it
 * @param odd whether it has rules or defaults of its own
 * @param options null without any
 * @param hasGrants whether its privileges are not the default ones
 * @param sources the views that it reads
 */
record DependentView(
    long oid,
    String qualified,
    boolean plain,
    boolean drops,
    boolean mine,
    boolean odd,
    String definition,
    String options,
    String owner,
    boolean hasGrants,
    List<String> grants,
    List<String> columnGrants,
    List<String> comments,
    List<String> triggers,
    Set<Long> sources) {

  DependentView {
    grants = List.copyOf(grants);
    columnGrants = List.copyOf(columnGrants);
    comments = List.copyOf(comments);
    triggers = List.copyOf(triggers);
    sources = Set.copyOf(sources);
  }

  /** Takes the exclusive lock on the view alone; LOCK TABLE takes it on all that the view reads. */
  String lock() {
    return "ALTER VIEW " + qualified + " OWNER TO " + owner;
  }

  String drop() {
    return "DROP VIEW " + qualified;
  }

  /** Binds it to the new columns, with everything that it had. */
  List<String> create(Conversion conversion) {
    List<String> sql = new ArrayList<>();
    String with = options == null || options.isEmpty() ? "" : " WITH (" + options + ")";
    sql.add(
        "CREATE "
            + (drops ? "" : "OR REPLACE ")
            + "VIEW "
            + qualified
            + with
            + " AS\n"
            + conversion.relabelled(definition));
    if (drops) {
      sql.add("ALTER VIEW " + qualified + " OWNER TO " + owner);
      if (hasGrants) {
        sql.add(revokeAll());
        sql.addAll(grants);
      }
      sql.addAll(columnGrants);
      sql.addAll(comments);
      sql.addAll(triggers);
    }
    return sql;
  }

  /** Default privileges may have opened the new view to others. */
  private String revokeAll() {
    return """
    DO $$
    DECLARE
      grantee record;
    BEGIN
      FOR grantee IN
        SELECT DISTINCT x.grantee AS role FROM pg_class c, aclexplode(c.relacl) x
        WHERE c.oid = %s::regclass
      LOOP
        EXECUTE format('REVOKE ALL ON %s FROM %%s', CASE grantee.role WHEN 0 THEN 'PUBLIC'
          ELSE quote_ident(pg_get_userbyid(grantee.role)) END);
      END LOOP;
    END
    $$"""
        .formatted(Names.literal(qualified), qualified.replace("%", "%%").replace("'", "''"));
  }
}
