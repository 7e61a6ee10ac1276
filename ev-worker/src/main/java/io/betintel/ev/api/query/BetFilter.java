package io.betintel.ev.api.query;

import io.betintel.ev.api.Parameters;
import io.betintel.ev.api.Problem;
import io.betintel.ev.api.Redaction;
import io.betintel.ev.bettype.Role;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;

/**
 * Which open bets a caller asks for, in what order, after which bet.
 *
 * @param after the last bet of the previous page
 */
record BetFilter(List<Condition> conditions, BetSort sort, int limit, Optional<Cursor> after) {
  static final Set<String> PARAMETERS =
      Set.of(
          "bet_type",
          "sport",
          "event",
          "bookmaker",
          "min_ev",
          "max_ev",
          "min_price",
          "max_price",
          "value_class",
          "worst_case",
          "suspect",
          "starts_before",
          "starts_after",
          "sort",
          "limit",
          "cursor");

  static BetFilter of(Parameters parameters, Role role) {
    Conditions conditions = new Conditions();
    conditions.text("e.sport_key = ?", parameters.text("sport"));
    conditions.text("b.event_id = ?", parameters.text("event"));
    conditions.text("b.best_book = ?", parameters.text("bookmaker"));
    conditions.number("b.best_ev >= ?", parameters.number("min_ev"));
    conditions.number("b.best_ev <= ?", parameters.number("max_ev"));
    conditions.number("b.best_price >= ?", parameters.number("min_price"));
    conditions.number("b.best_price <= ?", parameters.number("max_price"));
    conditions.text(
        "b.best_class = ?", parameters.word("value_class", List.of("take", "marginal", "none")));
    conditions.starts(parameters);
    if (parameters.flag("worst_case")) {
      requireSeen(role, "worst_case", "true", "best_worst_case_ev");
      conditions.add("b.best_worst_case_ev > 0");
    }
    if (excludesSuspect(parameters)) {
      conditions.add("b.best_suspect IS NOT TRUE");
    }
    BetSort sort = BetSort.of(parameters.word("sort", BetSort.LABELS).orElse(BetSort.EV.label()));
    requireSeen(role, "sort", sort.label(), sort.field());
    return new BetFilter(
        conditions.list(),
        sort,
        RowPage.limit(parameters),
        Cursor.of(parameters, sort.label(), sort.kinds()));
  }

  static boolean excludesSuspect(Parameters parameters) {
    return parameters
        .word("suspect", List.of("include", "exclude"))
        .orElse("exclude")
        .equals("exclude");
  }

  /** Ordering or filtering by a hidden field would reveal it. */
  private static void requireSeen(Role role, String parameter, String value, String field) {
    if (Redaction.hides(role, field)) {
      throw Problem.badParameter(
          parameter,
          value,
          "role "
              + role.label()
              + " does not see "
              + field
              + ", role "
              + Role.BASIC.label()
              + " does");
    }
  }

  /**
   * @param sql with a {@code ?} for each value
   */
  record Condition(String sql, List<Object> values) {}

  /** The conditions of the parameters that were given. */
  static final class Conditions {
    private final List<Condition> list = new ArrayList<>();

    void add(String sql) {
      list.add(new Condition(sql, List.of()));
    }

    void text(String sql, Optional<String> value) {
      value.ifPresent(text -> list.add(new Condition(sql, List.of(text))));
    }

    void number(String sql, OptionalDouble value) {
      value.ifPresent(number -> list.add(new Condition(sql, List.of(number))));
    }

    void starts(Parameters parameters) {
      text(
          "e.commence_time < ?::text::timestamptz",
          parameters.time("starts_before").map(Object::toString));
      text(
          "e.commence_time > ?::text::timestamptz",
          parameters.time("starts_after").map(Object::toString));
    }

    List<Condition> list() {
      return List.copyOf(list);
    }
  }
}
