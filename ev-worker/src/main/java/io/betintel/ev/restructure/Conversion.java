package io.betintel.ev.restructure;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What becomes of values, types and columns: the target applied to what the database has.
 *
 * @param type the enum; for an adoption the one that the column gets
 * @param values those of the columns now, each with its fate in the target
 * @param columns whose type changes, at least one
 * @param adopts whether text columns get the type, rather than columns of the type a new one
 */
record Conversion(
    EnumType type, Target target, List<String> values, List<EnumColumn> columns, boolean adopts) {

  /** The state of the error with which a value that has no place in the target is refused. */
  static final String FENCED = "23EV1";

  Conversion {
    values = List.copyOf(values);
    columns = List.copyOf(columns);
  }

  /** The type of the new columns, until the swap; for SQL. */
  String newType() {
    return adopts ? type.qualified() : type.beside();
  }

  /** Definitions of a table, with its new columns in place of its old ones. */
  String rewritten(String sql, long relationId) {
    String result = sql;
    for (EnumColumn column : columns) {
      if (column.relationId() == relationId) {
        result = SqlText.column(result, column.printed(), column.beside());
      }
    }
    return adopts ? result : SqlText.type(result, type.printed(), newType(), this::fateOf);
  }

  /** What is executed after the types have got their names: only labels change. */
  String relabelled(String sql) {
    return adopts ? sql : SqlText.type(sql, type.printed(), type.printed(), this::fateOf);
  }

  private String fateOf(String label) {
    return target
        .fate(label)
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "names " + label + ", which has no place in the target"));
  }

  /** A value's fate, as SQL of the new type; null for a value without one. */
  String expression(String column) {
    Map<String, String> fates = new TreeMap<>();
    for (String value : values) {
      target.fate(value).ifPresent(fate -> fates.put(value, fate));
    }
    // A value that came after the record was written keeps its name, if the target has it.
    target.labels().forEach(label -> fates.putIfAbsent(label, label));
    return fates.entrySet().stream()
        .map(
            fate ->
                "WHEN " + Names.literal(fate.getKey()) + " THEN " + Names.literal(fate.getValue()))
        .collect(Collectors.joining(" ", "(CASE " + column + "::text ", " END)::" + newType()));
  }

  /** Fills the new column of every row that is written; refuses what has no place in the target. */
  String function(EnumColumn column) {
    String old = "NEW." + column.printed();
    String fresh = "NEW." + column.beside();
    return String.join(
        "\n",
        "CREATE OR REPLACE FUNCTION " + column.function() + "() RETURNS trigger",
        "    LANGUAGE plpgsql AS $fill$",
        "BEGIN",
        "  " + fresh + " := " + expression(old) + ";",
        "  IF " + fresh + " IS NULL AND " + old + " IS NOT NULL THEN",
        "    RAISE EXCEPTION 'the bet type % is being removed: % takes no new rows of it',",
        "      " + old + "::text, " + Names.literal(column.describe()),
        "      USING ERRCODE = '" + FENCED + "', HINT = 'Stop sending it.';",
        "  END IF;",
        "  RETURN NEW;",
        "END",
        "$fill$");
  }

  /** Adds the columns, each with its trigger and a check that no row is without a value. */
  List<String> addColumn(EnumColumn column) {
    String table = column.table();
    String check =
        column.notNull()
            ? column.beside() + " IS NOT NULL"
            : "(" + column.beside() + " IS NULL) = (" + column.printed() + " IS NULL)";
    return List.of(
        "ALTER TABLE " + table + " ADD COLUMN " + column.beside() + " " + newType(),
        function(column),
        "CREATE TRIGGER "
            + column.trigger()
            + " BEFORE INSERT OR UPDATE ON "
            + table
            + " FOR EACH ROW EXECUTE FUNCTION "
            + column.function()
            + "()",
        // Rows that replication brings are rows too.
        "ALTER TABLE " + table + " ENABLE ALWAYS TRIGGER " + column.trigger(),
        "ALTER TABLE "
            + table
            + " ADD CONSTRAINT "
            + column.filled()
            + " CHECK ("
            + check
            + ") NOT VALID");
  }

  /** Takes the trigger away. */
  static List<String> dropTrigger(EnumColumn column) {
    return List.of(
        "DROP TRIGGER IF EXISTS " + column.trigger() + " ON " + column.table(),
        "DROP FUNCTION IF EXISTS " + column.function() + "()");
  }

  /** Takes back what was added. */
  static List<String> removeColumn(EnumColumn column) {
    List<String> sql = new ArrayList<>(dropTrigger(column));
    sql.add("ALTER TABLE " + column.table() + " DROP CONSTRAINT IF EXISTS " + column.filled());
    sql.add("ALTER TABLE " + column.table() + " DROP COLUMN IF EXISTS " + column.beside());
    return sql;
  }
}
