package io.betintel.ev.restructure;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Everything that hangs on the old columns or the type, read in one transaction.
 *
 * @param refusals what is not known, or cannot be carried over, each with its remedy
 */
record Attached(
    List<Copy> copies,
    List<DependentView> views,
    List<Trigger> triggers,
    List<Published> published,
    List<String> refusals) {

  private static final String DEPENDENTS =
      """
      SELECT DISTINCT d.classid::regclass::text AS catalog,
             CASE WHEN k.contype IN ('p', 'u') THEN k.conindid ELSE d.objid END AS objid,
             k.contype IN ('p', 'u') AS indexed, d.objsubid,
             pg_describe_object(d.classid, d.objid, d.objsubid) AS described,
             (SELECT r.ev_class FROM pg_rewrite r
              WHERE d.classid = 'pg_rewrite'::regclass AND r.oid = d.objid) AS ruled,
             (SELECT r.rulename::text FROM pg_rewrite r
              WHERE d.classid = 'pg_rewrite'::regclass AND r.oid = d.objid) AS rule,
             (SELECT f.adrelid::bigint || '.' || f.adnum FROM pg_attrdef f
              WHERE d.classid = 'pg_attrdef'::regclass AND f.oid = d.objid) AS defaulted
      FROM pg_depend d
        LEFT JOIN pg_constraint k ON d.classid = 'pg_constraint'::regclass AND k.oid = d.objid
      WHERE k.contype IS DISTINCT FROM 'n' AND k.contype IS DISTINCT FROM 'x'
        AND (k.conname::text = ANY (?)) IS NOT TRUE
        AND ((d.refclassid = 'pg_class'::regclass
              AND (d.refobjid::bigint || '.' || d.refobjsubid) = ANY (?))
          OR (d.refclassid = 'pg_type'::regclass AND d.refobjid::bigint::text = ANY (?)))
      ORDER BY 4
      """;

  Attached {
    copies = List.copyOf(copies);
    views = List.copyOf(views);
    triggers = List.copyOf(triggers);
    published = List.copyOf(published);
    refusals = List.copyOf(refusals);
  }

  static Attached read(Connection connection, Conversion conversion) throws SQLException {
    List<String> columns =
        conversion.columns().stream().map(c -> c.relationId() + "." + c.number()).toList();
    List<String> types =
        conversion.adopts()
            ? List.of()
            : List.of(
                Long.toString(conversion.type().oid()), Long.toString(conversion.type().array()));
    List<String> refusals = new ArrayList<>();
    List<Copy> copies = Copies.find(connection, conversion, refusals);
    List<DependentView> views = DependentViews.find(connection, conversion);
    List<Trigger> triggers = Trigger.find(connection, columns, types);
    List<Published> published = Published.find(connection, conversion);
    Set<String> known = known(conversion, copies, views, triggers, published);
    Rows.read(
        connection,
        DEPENDENTS,
        row -> {
          String catalog = row.getBoolean("indexed") ? "pg_class" : row.getString("catalog");
          boolean rule = row.getString("rule") != null;
          String key =
              rule
                  ? "view:" + row.getLong("ruled") + ":" + row.getString("rule")
                  : row.getString("defaulted") != null
                      ? "default:" + row.getString("defaulted")
                      : catalog + ":" + row.getLong("objid");
          if (!known.contains(key) && !known.contains(key + "." + row.getInt("objsubid"))) {
            refusals.add(row.getString("described") + remedy(catalog));
          }
          return null;
        },
        conversion.columns().stream().map(EnumColumn::filledName).toList(),
        columns,
        types);
    for (DependentView view : views) {
      refuse(view, conversion, refusals);
    }
    return new Attached(copies, views, triggers, published, refusals);
  }

  private static Set<String> known(
      Conversion conversion,
      List<Copy> copies,
      List<DependentView> views,
      List<Trigger> triggers,
      List<Published> published) {
    Set<String> known = new HashSet<>();
    known.add("pg_type:" + conversion.type().array());
    for (EnumColumn column : conversion.columns()) {
      known.add("pg_class:" + column.relationId() + "." + column.number());
      known.add("default:" + column.relationId() + "." + column.number());
    }
    copies.forEach(copy -> known.add(copy.sort().catalog() + ":" + copy.original()));
    views.forEach(
        view -> {
          known.add("view:" + view.oid() + ":_RETURN");
          known.add("pg_class:" + view.oid());
        });
    triggers.forEach(trigger -> known.add("pg_trigger:" + trigger.oid()));
    published.forEach(entry -> known.add("pg_publication_rel:" + entry.oid()));
    return known;
  }

  private static void refuse(DependentView view, Conversion conversion, List<String> refusals) {
    if (!view.plain()) {
      refusals.add(
          "materialized view "
              + view.qualified()
              + " reads the column: drop it, and create it again afterwards");
    } else if (!view.mine()) {
      refusals.add(
          "view "
              + view.qualified()
              + " belongs to "
              + view.owner()
              + ": connect as that role, or as a member of it");
    } else if (view.drops() && view.odd()) {
      refusals.add(
          "view "
              + view.qualified()
              + " has rules or defaults of its own: drop it, and create it again afterwards");
    } else {
      try {
        conversion.relabelled(view.definition());
      } catch (IllegalArgumentException e) {
        refusals.add(
            "view "
                + view.qualified()
                + " "
                + e.getMessage()
                + ": replace it first, or let the label become another one");
      }
    }
  }

  private static String remedy(String catalog) {
    return switch (catalog) {
      case "pg_proc" ->
          " uses the type or the column: give it text instead, and cast by name in its body";
      case "pg_type" -> " is made of the type: make it text, or drop it";
      case "pg_policy" -> " reads the column: drop it, and create it again afterwards";
      case "pg_attrdef" ->
          " uses the type or the column: drop the default or the generated column,"
              + " and add it again afterwards";
      case "pg_rewrite" -> " reads the column: drop it, and create it again afterwards";
      case "pg_class" -> " uses the type: make it text, or drop it";
      default ->
          " uses the type or the column, and is not carried over: drop it, and create it"
              + " again afterwards";
    };
  }
}
