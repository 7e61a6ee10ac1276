package io.betintel.ev.restructure;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/** What a dump would say of a schema, except for the order of columns: one line per thing. */
final class SchemaPicture {
  private static final List<String> QUESTIONS =
      List.of(
          """
          SELECT 'column ' || c.oid::regclass || '.' || a.attname || ' ' ||
                 format_type(a.atttypid, a.atttypmod) || ' ' || a.attnotnull || ' default ' ||
                 coalesce(pg_get_expr(d.adbin, d.adrelid), '-') || ' comment ' ||
                 coalesce(col_description(c.oid, a.attnum), '-') || ' acl ' ||
                 coalesce(array_to_string(ARRAY(SELECT unnest(a.attacl)::text ORDER BY 1), ' '), '-')
                 || ' target ' || coalesce(a.attstattarget, -1) || ' options '
                 || coalesce(a.attoptions::text, '-')
          FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid
            LEFT JOIN pg_attrdef d ON d.adrelid = c.oid AND d.adnum = a.attnum
          WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'v', 'p')
            AND a.attnum > 0 AND NOT a.attisdropped
          """,
          """
          SELECT 'relation ' || c.oid::regclass || ' ' || c.relkind::text || ' owner ' ||
                 pg_get_userbyid(c.relowner) || ' options ' || coalesce(c.reloptions::text, '-') ||
                 ' acl ' || coalesce(array_to_string(ARRAY(SELECT unnest(c.relacl)::text ORDER BY 1), ' '), '-')
                 || ' comment ' || coalesce(obj_description(c.oid, 'pg_class'), '-') || ' identity '
                 || c.relreplident::text
          FROM pg_class c WHERE c.relnamespace = 'public'::regnamespace
          """,
          """
          SELECT 'index ' || pg_get_indexdef(i.indexrelid) || ' ' || i.indisvalid || i.indisclustered
                 || i.indisreplident || i.indisprimary || ' in ' || coalesce(s.spcname, '-')
          FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid
            LEFT JOIN pg_tablespace s ON s.oid = c.reltablespace
          WHERE c.relnamespace = 'public'::regnamespace
          """,
          """
          SELECT 'constraint ' || k.conrelid::regclass || ' ' || k.conname || ' ' ||
                 pg_get_constraintdef(k.oid) || ' ' || k.convalidated || ' comment ' ||
                 coalesce(obj_description(k.oid, 'pg_constraint'), '-')
          FROM pg_constraint k
          WHERE k.connamespace = 'public'::regnamespace AND k.conrelid <> 0
          """,
          """
          SELECT 'view ' || c.oid::regclass || ' ' || pg_get_viewdef(c.oid)
          FROM pg_class c WHERE c.relkind = 'v' AND c.relnamespace = 'public'::regnamespace
          """,
          """
          SELECT 'trigger ' || pg_get_triggerdef(t.oid) || ' ' || t.tgenabled::text || ' comment ' ||
                 coalesce(obj_description(t.oid, 'pg_trigger'), '-')
          FROM pg_trigger t WHERE NOT t.tgisinternal
          """,
          """
          SELECT 'statistics ' || pg_get_statisticsobjdef(s.oid) || ' comment ' ||
                 coalesce(obj_description(s.oid, 'pg_statistic_ext'), '-') FROM pg_statistic_ext s
          """,
          """
          SELECT 'publication ' || p.pubname || ' ' || p.tablename || ' ' ||
                 (SELECT coalesce(string_agg(n.value, ' ' ORDER BY n.value), '-')
                  FROM jsonb_array_elements_text(coalesce(to_jsonb(p) -> 'attnames', '[]')) AS n)
                 || ' ' || coalesce(to_jsonb(p) ->> 'rowfilter', '-') FROM pg_publication_tables p
          """,
          """
          SELECT 'type ' || t.typname || ' ' || ARRAY(SELECT enumlabel FROM pg_enum
                   WHERE enumtypid = t.oid ORDER BY enumsortorder)::text || ' owner '
                 || pg_get_userbyid(t.typowner) || ' acl ' || coalesce(t.typacl::text, '-')
                 || ' comment ' || coalesce(obj_description(t.oid, 'pg_type'), '-')
          FROM pg_type t WHERE t.typnamespace = 'public'::regnamespace AND t.typtype = 'e'
          """,
          """
          SELECT 'function ' || p.oid::regprocedure::text FROM pg_proc p
          WHERE p.pronamespace = 'public'::regnamespace
          """);

  private SchemaPicture() {}

  /** In natural order. */
  static List<String> of(Connection connection) throws SQLException {
    List<String> lines = new ArrayList<>();
    try (Statement statement = connection.createStatement()) {
      for (String question : QUESTIONS) {
        try (ResultSet row = statement.executeQuery(question)) {
          while (row.next()) {
            lines.add(row.getString(1));
          }
        }
      }
    }
    lines.sort(null);
    return lines;
  }
}
