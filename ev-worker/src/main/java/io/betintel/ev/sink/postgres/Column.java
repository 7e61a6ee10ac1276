package io.betintel.ev.sink.postgres;

import java.util.function.Function;

/**
 * A column that a statement fills.
 *
 * @param value out of what a row is made from; null for NULL
 * @param <R> what a row is made from
 */
record Column<R>(String name, Type type, Function<R, Object> value) {

  /** How values are bound, and what PostgreSQL makes of them. */
  enum Type {
    TEXT("text", ""),
    NUMBER("float8", ""),
    WHOLE("int8", ""),
    FLAG("bool", ""),
    TIME("text", "::timestamptz"),
    JSON("text", "::jsonb"),
    BET_TYPE("text", "::bet_type_enum");

    private final String bound;
    private final String cast;

    Type(String bound, String cast) {
      this.bound = bound;
      this.cast = cast;
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
