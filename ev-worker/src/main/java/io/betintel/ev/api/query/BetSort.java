package io.betintel.ev.api.query;

import io.betintel.ev.api.query.Cursor.Kind;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * How open bets may be ordered: by one column, then by the bet's identity, in one direction, so
 * that a page can begin after the last bet of the previous one.
 */
enum BetSort {
  EV("b.best_ev", "best_ev", Kind.NUMBER, false),
  START("e.commence_time", "commence_time", Kind.TIME, true),
  PRICE("b.best_price", "best_price", Kind.NUMBER, false),
  WORST_CASE_EV("b.best_worst_case_ev", "best_worst_case_ev", Kind.NUMBER, false);

  static final List<String> LABELS = Arrays.stream(values()).map(BetSort::label).toList();

  private final String column;
  private final String field;
  private final Kind kind;
  private final boolean rising;

  BetSort(String column, String field, Kind kind, boolean rising) {
    this.column = column;
    this.field = field;
    this.kind = kind;
    this.rising = rising;
  }

  static BetSort of(String label) {
    return Arrays.stream(values())
        .filter(sort -> sort.label().equals(label))
        .findFirst()
        .orElseThrow();
  }

  String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The column's field of a bet in the answer. */
  String field() {
    return field;
  }

  /** The fields of a bet in the answer that order it. */
  List<String> fields() {
    return List.of(field, "line_id", "outcome");
  }

  /** What those fields hold. */
  List<Kind> kinds() {
    return List.of(kind, Kind.TEXT, Kind.TEXT);
  }

  /** The condition that a bet comes after the three values. */
  String after() {
    return "(%s, b.line_id, b.outcome) %s (%s, ?, ?)"
        .formatted(column, rising ? ">" : "<", kind == Kind.TIME ? "?::text::timestamptz" : "?");
  }

  String order() {
    String direction = rising ? "" : " DESC";
    return "ORDER BY %s%s, b.line_id%s, b.outcome%s"
        .formatted(column, direction, direction, direction);
  }
}
