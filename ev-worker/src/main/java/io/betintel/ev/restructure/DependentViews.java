package io.betintel.ev.restructure;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * The views that read the old columns, or name the type. A view binds to a column by number: after
 * the swap it would still read the old one. Replaced in place, it keeps everything that hangs on
 * it; one that shows the type itself cannot be replaced, so it is dropped and created again, and so
 * is what reads it.
 */
final class DependentViews {
  private static final String VIEWS =
      """
      WITH RECURSIVE direct AS (
        SELECT DISTINCT r.ev_class AS oid
        FROM pg_depend d JOIN pg_rewrite r ON r.oid = d.objid AND r.rulename = '_RETURN'
        WHERE d.classid = 'pg_rewrite'::regclass
          AND ((d.refclassid = 'pg_class'::regclass
                AND (d.refobjid::bigint || '.' || d.refobjsubid) = ANY (?))
            OR (d.refclassid = 'pg_type'::regclass AND d.refobjid::bigint::text = ANY (?)))
      ), reads AS (
        SELECT DISTINCT r.ev_class AS reader, d.refobjid AS source
        FROM pg_depend d JOIN pg_rewrite r ON r.oid = d.objid AND r.rulename = '_RETURN'
          JOIN pg_class s ON s.oid = d.refobjid AND s.relkind = 'v'
        WHERE d.classid = 'pg_rewrite'::regclass AND d.refclassid = 'pg_class'::regclass
          AND r.ev_class <> d.refobjid
      ), shown AS (
        SELECT DISTINCT a.attrelid AS oid FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid
        WHERE c.relkind = 'v' AND NOT a.attisdropped AND a.attnum > 0
          AND a.atttypid::bigint::text = ANY (?)
        UNION SELECT oid FROM direct WHERE ?
      ), dropped AS (
        SELECT oid FROM shown
        UNION SELECT reads.reader FROM reads JOIN dropped ON dropped.oid = reads.source
      ), wanted AS (
        SELECT oid, false AS drops FROM direct WHERE oid NOT IN (SELECT oid FROM dropped)
        UNION ALL SELECT oid, true FROM dropped
      )
      SELECT c.oid, c.relkind::text, w.drops, c.relname::text AS name,
             quote_ident(n.nspname) || '.' || quote_ident(c.relname) AS qualified,
             pg_get_viewdef(c.oid) AS def, array_to_string(c.reloptions, ', ') AS options,
             quote_ident(pg_get_userbyid(c.relowner)) AS owner,
             pg_has_role(current_user, c.relowner, 'USAGE') AS mine,
             ARRAY(SELECT reads.source::bigint::text FROM reads WHERE reads.reader = c.oid)
               AS sources,
             ARRAY(SELECT format('COMMENT ON %s IS %L',
                       CASE s.objsubid WHEN 0 THEN 'VIEW ' ELSE 'COLUMN ' END
                         || quote_ident(n.nspname) || '.' || quote_ident(c.relname)
                         || coalesce('.' || (SELECT quote_ident(a.attname) FROM pg_attribute a
                              WHERE a.attrelid = c.oid AND a.attnum = s.objsubid
                                AND s.objsubid > 0), ''), s.description)
                   FROM pg_description s
                   WHERE s.classoid = 'pg_class'::regclass AND s.objoid = c.oid
                   ORDER BY s.objsubid) AS comments,
             c.relacl IS NOT NULL AS has_grants,
             ARRAY(SELECT format('GRANT %s ON %s TO %s%s', x.privilege_type,
                       quote_ident(n.nspname) || '.' || quote_ident(c.relname),
                       CASE x.grantee WHEN 0 THEN 'PUBLIC'
                         ELSE quote_ident(pg_get_userbyid(x.grantee)) END,
                       CASE WHEN x.is_grantable THEN ' WITH GRANT OPTION' ELSE '' END)
                   FROM aclexplode(c.relacl) x ORDER BY 1) AS grants,
             ARRAY(SELECT format('GRANT %s (%I) ON %s TO %s%s', x.privilege_type, a.attname,
                       quote_ident(n.nspname) || '.' || quote_ident(c.relname),
                       CASE x.grantee WHEN 0 THEN 'PUBLIC'
                         ELSE quote_ident(pg_get_userbyid(x.grantee)) END,
                       CASE WHEN x.is_grantable THEN ' WITH GRANT OPTION' ELSE '' END)
                   FROM pg_attribute a, aclexplode(a.attacl) x
                   WHERE a.attrelid = c.oid AND a.attnum > 0 ORDER BY 1) AS column_grants,
             ARRAY(SELECT pg_get_triggerdef(t.oid) FROM pg_trigger t
                   WHERE t.tgrelid = c.oid AND NOT t.tgisinternal ORDER BY t.tgname) AS triggers,
             EXISTS (SELECT FROM pg_rewrite r WHERE r.ev_class = c.oid AND r.rulename <> '_RETURN')
               OR EXISTS (SELECT FROM pg_attrdef f WHERE f.adrelid = c.oid) AS odd
      FROM wanted w JOIN pg_class c ON c.oid = w.oid JOIN pg_namespace n ON n.oid = c.relnamespace
      ORDER BY c.oid
      """;

  private DependentViews() {}

  /** All that there are, in the order in which they can be created. */
  static List<DependentView> find(Connection connection, Conversion conversion)
      throws SQLException {
    List<String> columns =
        conversion.columns().stream()
            .map(column -> column.relationId() + "." + column.number())
            .toList();
    List<String> types =
        conversion.adopts()
            ? List.of()
            : List.of(
                Long.toString(conversion.type().oid()), Long.toString(conversion.type().array()));
    List<DependentView> views =
        Rows.read(
            connection, VIEWS, DependentViews::view, columns, types, types, conversion.adopts());
    return ordered(views);
  }

  private static DependentView view(ResultSet row) throws SQLException {
    return new DependentView(
        row.getLong("oid"),
        row.getString("qualified"),
        row.getString("relkind").equals("v"),
        row.getBoolean("drops"),
        row.getBoolean("mine"),
        row.getBoolean("odd"),
        row.getString("def"),
        row.getString("options"),
        row.getString("owner"),
        row.getBoolean("has_grants"),
        Rows.array(row, "grants"),
        Rows.array(row, "column_grants"),
        Rows.array(row, "comments"),
        Rows.array(row, "triggers"),
        Rows.array(row, "sources").stream().map(Long::valueOf).collect(Collectors.toSet()));
  }

  /** A view after those that it reads. */
  static List<DependentView> ordered(List<DependentView> views) {
    Map<Long, DependentView> left = new LinkedHashMap<>();
    views.forEach(view -> left.put(view.oid(), view));
    List<DependentView> ordered = new ArrayList<>();
    while (!left.isEmpty()) {
      Set<Long> ready = new TreeSet<>();
      for (DependentView view : left.values()) {
        if (view.sources().stream().noneMatch(left::containsKey)) {
          ready.add(view.oid());
        }
      }
      if (ready.isEmpty()) {
        throw new IllegalStateException("views read each other in a circle: " + left.values());
      }
      ready.forEach(oid -> ordered.add(left.remove(oid)));
    }
    return ordered;
  }
}
