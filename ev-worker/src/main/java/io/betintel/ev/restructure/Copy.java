package io.betintel.ev.restructure;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * An index, constraint or statistics object on an old column, and what is built beside it on the
 * new one.
 *
 * @param original of {@code pg_class}, {@code pg_constraint} or {@code pg_statistic_ext}
 * @param table that it is on, with its schema
 * @param schema of the table, quoted where necessary
 * @param name the original's, not quoted
 * @param create the statement that builds the copy
 * @param valid whether the original is validated
 * @param takePlace after the old column is gone: the copy gets name, comment and role
 */
record Copy(
    Sort sort,
    long original,
    String table,
    String schema,
    String name,
    String create,
    boolean valid,
    List<String> takePlace) {

  /** What it is. */
  enum Sort {
    INDEX("pg_class"),
    CHECK("pg_constraint"),
    FOREIGN_KEY("pg_constraint"),
    STATISTICS("pg_statistic_ext");

    private final String catalog;

    Sort(String catalog) {
      this.catalog = catalog;
    }

    String catalog() {
      return catalog;
    }
  }

  /** What there is of a copy. */
  enum State {
    MISSING,
    UNFINISHED,
    READY
  }

  private static final String INDEX =
      """
      SELECT i.indisvalid FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid
      WHERE i.indrelid = to_regclass(?)::oid AND c.relname = ?
      """;

  private static final String CONSTRAINT =
      """
      SELECT convalidated FROM pg_constraint WHERE conrelid = to_regclass(?)::oid AND conname = ?
      """;

  private static final String STATISTICS =
      """
      SELECT true FROM pg_statistic_ext WHERE stxrelid = to_regclass(?)::oid AND stxname = ?
      """;

  Copy {
    takePlace = List.copyOf(takePlace);
  }

  /** The copy's name, until it takes the original's place; for SQL. */
  String beside() {
    return Names.quoted(Names.beside(name));
  }

  State state(Connection connection) throws SQLException {
    String sql =
        switch (sort) {
          case INDEX -> INDEX;
          case STATISTICS -> STATISTICS;
          case CHECK, FOREIGN_KEY -> CONSTRAINT;
        };
    return Rows.read(connection, sql, row -> row.getBoolean(1), table, Names.beside(name)).stream()
        .map(ready -> ready || (isConstraint() && !valid) ? State.READY : State.UNFINISHED)
        .findFirst()
        .orElse(State.MISSING);
  }

  boolean isConstraint() {
    return sort == Sort.CHECK || sort == Sort.FOREIGN_KEY;
  }

  String validate() {
    return "ALTER TABLE " + table + " VALIDATE CONSTRAINT " + beside();
  }

  /** Drops the copy; for an index without a lock that stops writers. */
  String drop() {
    return switch (sort) {
      case INDEX -> "DROP INDEX CONCURRENTLY IF EXISTS " + schema + "." + beside();
      case STATISTICS -> "DROP STATISTICS IF EXISTS " + schema + "." + beside();
      case CHECK, FOREIGN_KEY -> "ALTER TABLE " + table + " DROP CONSTRAINT IF EXISTS " + beside();
    };
  }

  /** What has to go before the old column can: other tables' keys that name it. */
  List<String> makeRoom() {
    List<String> sql = new ArrayList<>();
    if (sort == Sort.FOREIGN_KEY) {
      sql.add("ALTER TABLE " + table + " DROP CONSTRAINT " + Names.quoted(name));
    }
    return sql;
  }

  /** For people. */
  String describe() {
    return sort.name().toLowerCase(Locale.ROOT).replace('_', ' ') + " " + name;
  }
}
