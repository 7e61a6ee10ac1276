package io.betintel.ev.rehearse;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.Map;

/**
 * The relations and types of a database's users, as a transaction sees them.
 *
 * @param relations by object id; of an index nobody asks: its table is locked too
 * @param types names by object id
 */
record Inventory(Map<Long, Relation> relations, Map<Long, String> types) {
  private static final String RELATIONS =
      """
      SELECT c.oid, c.oid::regclass::text, c.relfilenode, c.reltuples, c.relkind <> 'S'
      FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
      WHERE n.nspname <> 'information_schema' AND n.nspname !~ '^pg_' AND c.relkind NOT IN ('i', 'I')
      """;

  private static final String TYPES =
      """
      SELECT t.oid, t.oid::regtype::text FROM pg_type t JOIN pg_namespace n ON n.oid = t.typnamespace
      WHERE n.nspname <> 'information_schema' AND n.nspname !~ '^pg_' AND t.typtype IN ('e', 'd')
      """;

  private static final String IS_EMPTY = "SELECT pg_relation_size(?::bigint::oid) = 0";

  Inventory {
    relations = Map.copyOf(relations);
    types = Map.copyOf(types);
  }

  /**
   * @param file changes when the relation is written anew
   * @param rows as the statistics estimate them; 0 or less if they do not know
   * @param table whether others read rows of it: a table or a view, no sequence
   */
  record Relation(String name, long file, double rows, boolean table) {}

  static Inventory read(Connection connection) throws SQLException {
    Map<Long, Relation> relations = new HashMap<>();
    Map<Long, String> types = new HashMap<>();
    try (Statement statement = connection.createStatement()) {
      try (ResultSet row = statement.executeQuery(RELATIONS)) {
        while (row.next()) {
          relations.put(
              row.getLong(1),
              new Relation(row.getString(2), row.getLong(3), row.getDouble(4), row.getBoolean(5)));
        }
      }
      try (ResultSet row = statement.executeQuery(TYPES)) {
        while (row.next()) {
          types.put(row.getLong(1), row.getString(2));
        }
      }
    }
    return new Inventory(relations, types);
  }

  /**
   * The tables that were written anew since, by the names that they had, each with its rows. A
   * table that was emptied has none.
   */
  Map<String, Long> rewritten(Inventory after, Connection connection) throws SQLException {
    Map<String, Long> rewritten = new HashMap<>();
    for (Map.Entry<Long, Relation> each : relations.entrySet()) {
      Relation before = each.getValue();
      Relation now = after.relations().get(each.getKey());
      if (now != null && before.table() && before.file() != now.file()) {
        rewritten.put(before.name(), rows(connection, each.getKey(), before, now));
      }
    }
    return rewritten;
  }

  private static long rows(Connection connection, long id, Relation before, Relation now)
      throws SQLException {
    try (PreparedStatement select = connection.prepareStatement(IS_EMPTY)) {
      select.setLong(1, id);
      try (ResultSet row = select.executeQuery()) {
        if (row.next() && row.getBoolean(1)) {
          return 0;
        }
      }
    }
    if (before.rows() > 0) {
      return Math.round(before.rows());
    }
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("SELECT count(*) FROM " + now.name())) {
      row.next();
      return row.getLong(1);
    }
  }
}
