package io.betintel.ev.sink.postgres;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Iterator;
import java.util.stream.IntStream;

/** The partitions of {@code bet_history}, one per UTC day, and the rows outside every day. */
final class HistoryDays {
  private static final int DAYS_AHEAD = 3;
  private static final int PIECE = 5_000;

  private static final String ATTACH =
      "SELECT attach_bet_history_day((now() AT TIME ZONE 'UTC')::date + ?)";
  private static final String DROP = "SELECT drop_bet_history_day(?)";

  private static final String DELETE =
      """
      DELETE FROM bet_history_other_days WHERE ctid = ANY (ARRAY(
        SELECT ctid FROM bet_history_other_days
        WHERE stored_at < now() - make_interval(days => ?)
        ORDER BY stored_at LIMIT %d FOR UPDATE SKIP LOCKED))
      """
          .formatted(PIECE);

  private HistoryDays() {}

  /** The days for which there must be a partition, as days from today. */
  static Iterator<Integer> ahead() {
    return IntStream.rangeClosed(0, DAYS_AHEAD).iterator();
  }

  /** Creates a day's partition, if it is missing, in a transaction of its own. */
  static void attach(Connection connection, int day) throws SQLException {
    try (PreparedStatement attach = connection.prepareStatement(ATTACH)) {
      attach.setInt(1, day);
      attach.execute();
    }
    connection.commit();
  }

  /**
   * Drops the oldest day that is too old. While somebody reads the history for long, the drop gives
   * up after the connection's lock timeout: sinks wait that long and no longer.
   *
   * @return whether there was one
   */
  static boolean drop(Connection connection, int retentionDays) throws SQLException {
    try (PreparedStatement drop = connection.prepareStatement(DROP)) {
      drop.setInt(1, retentionDays);
      try (ResultSet dropped = drop.executeQuery()) {
        boolean more = dropped.next() && dropped.getString(1) != null;
        connection.commit();
        return more;
      }
    }
  }

  /** Deletes rows outside every day that were stored too long ago; false if that was the last. */
  static boolean delete(Connection connection, int retentionDays) throws SQLException {
    try (PreparedStatement delete = connection.prepareStatement(DELETE)) {
      delete.setInt(1, retentionDays);
      int deleted = delete.executeUpdate();
      connection.commit();
      return deleted == PIECE;
    }
  }
}
