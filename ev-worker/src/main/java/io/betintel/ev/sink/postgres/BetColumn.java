package io.betintel.ev.sink.postgres;

import java.util.function.Function;

/**
 * A column of {@code bets}, and what becomes of it later.
 *
 * @param onClose what closing the bet does to it
 * @param inHistory whether {@code bet_history} has it too
 */
record BetColumn(Column<BetRow> column, OnClose onClose, boolean inHistory) {

  /** What closing a bet does to a column. */
  enum OnClose {
    /** Nothing, and neither does a later version: the column is the bet's identity. */
    IDENTITY,
    /** Nothing. */
    KEPT,
    /** It becomes NULL. */
    CLEARED,
    /** It becomes an empty JSON array. */
    EMPTIED,
    /** It becomes what the closing line says. */
    RENEWED
  }

  static BetColumn text(String name, Function<BetRow, Object> value) {
    return of(name, Column.Type.TEXT, value);
  }

  static BetColumn number(String name, Function<BetRow, Object> value) {
    return of(name, Column.Type.NUMBER, value);
  }

  static BetColumn of(String name, Column.Type type, Function<BetRow, Object> value) {
    return new BetColumn(new Column<>(name, type, value), OnClose.KEPT, false);
  }

  BetColumn identity() {
    return new BetColumn(column, OnClose.IDENTITY, inHistory);
  }

  BetColumn cleared() {
    return new BetColumn(column, OnClose.CLEARED, inHistory);
  }

  BetColumn emptied() {
    return new BetColumn(column, OnClose.EMPTIED, inHistory);
  }

  BetColumn renewed() {
    return new BetColumn(column, OnClose.RENEWED, inHistory);
  }

  BetColumn remembered() {
    return new BetColumn(column, onClose, true);
  }
}
