package io.betintel.ev.api.query;

import io.betintel.ev.api.Caller;
import io.betintel.ev.api.Sample;
import io.betintel.ev.api.View;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A query that is being built. Its text comes only from this package's constants; everything that a
 * caller sends is a bound value.
 */
final class Select {
  /** Stands for the bet types whose label is lost, which the database knows. */
  static final Object LOST = new Object();

  private final StringBuilder sql;
  private final List<Object> values = new ArrayList<>();
  private Caller caller = Caller.ANONYMOUS;

  /**
   * @param head everything up to {@code WHERE} and a first condition
   */
  Select(String head, Object... values) {
    this.sql = new StringBuilder(head.strip());
    this.values.addAll(Arrays.asList(values));
  }

  Select and(String condition, Object... more) {
    sql.append("\n  AND ").append(condition);
    values.addAll(Arrays.asList(more));
    return this;
  }

  /** Notes who asks. */
  Select by(View view) {
    caller = view.caller();
    return this;
  }

  /** Limits the query, whose lines are {@code b}, to what the caller sees. */
  Select seenBy(View view) {
    by(view);
    // The text of a value whose label is lost is not asked for: it is an error.
    and(
        "CASE WHEN split_part(b.line_id, '|', 2) = ANY(?) THEN false"
            + " ELSE b.bet_type::text = ANY(?) END",
        LOST,
        view.betTypes());
    Sample sample = view.sample();
    return sample.whole() ? this : and(Sample.SQL + " < ?", sample.percent());
  }

  /** Grouping, order, limit. */
  Select then(String tail, Object... more) {
    sql.append('\n').append(tail.strip());
    values.addAll(Arrays.asList(more));
    return this;
  }

  /** Who asks. */
  Caller caller() {
    return caller;
  }

  String sql() {
    return sql.toString();
  }

  List<Object> values() {
    return List.copyOf(values);
  }
}
