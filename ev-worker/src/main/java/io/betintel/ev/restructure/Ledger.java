package io.betintel.ev.restructure;

import java.sql.Connection;
import java.sql.SQLException;

/** One run's hand on the record: nobody else's run may write it, and this one not another's. */
final class Ledger {
  private final RestructureTable table;
  private final long id;
  private final String holder;
  private final Restructure.Turn turn;

  Ledger(Connection connection, long id, String holder, Restructure.Turn turn) {
    this.table = new RestructureTable(connection);
    this.id = id;
    this.holder = holder;
    this.turn = turn;
  }

  void step(Step step) throws SQLException {
    turn.require();
    table.step(id, holder, step);
  }

  void total(long rows) throws SQLException {
    table.total(id, holder, rows);
  }

  void advance(String at, long block, long rows) throws SQLException {
    turn.require();
    table.advance(id, holder, at, block, rows);
  }

  void brake(String why) throws SQLException {
    table.brake(id, holder, why);
  }

  void finish(String outcome) throws SQLException {
    turn.require();
    table.finish(id, holder, outcome);
  }

  RestructureTable table() {
    return table;
  }

  long id() {
    return id;
  }
}
