package io.betintel.ev.sink.postgres;

import java.util.function.Function;
import java.util.function.IntFunction;

/**
 * A column that a statement fills.
 *
 * @param value out of what a row is made from; null for NULL
 * @param <R> what a row is made from
 */
record Column<R>(String name, Type type, Function<R, Object> value) {

  /** How values are bound, and what PostgreSQL makes of them. */
  @SuppressWarnings("ImmutableEnumChecker") // array constructors have no state
  enum Type {
    TEXT("text", "", String[]::new),
    NUMBER("float8", "", Double[]::new),
    WHOLE("int8", "", Long[]::new),
    FLAG("bool", "", Boolean[]::new),
    TIME("text", "::timestamptz", String[]::new),
    JSON("text", "::jsonb", String[]::new),
    BET_TYPE("text", "::bet_type_enum", String[]::new);

    private final String bound;
    private final String cast;
    private final IntFunction<Object[]> values;

    Type(String bound, String cast, IntFunction<Object[]> values) {
      this.bound = bound;
      this.cast = cast;
      this.values = values;
    }

    /** An array of the column's values: the driver sends it as it is, and no array of objects. */
    Object[] values(int rows) {
      return values.apply(rows);
    }

    /** The element type of the array that is bound. */
    String bound() {
      return bound;
    }
  }

  /** The value in a statement whose rows are {@code r}. */
  String selected() {
    return "r." + name + type.cast;
  }
}
