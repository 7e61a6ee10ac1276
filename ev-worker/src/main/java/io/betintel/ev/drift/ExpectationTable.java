package io.betintel.ev.drift;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.util.ArrayList;
import java.util.List;

/** The table {@code drift_expectations}. */
public final class ExpectationTable {
  /** A database that an older build has migrated lacks it. */
  private static final String IS_THERE = "SELECT to_regclass('drift_expectations') IS NOT NULL";

  private static final String IN_FORCE =
      """
      SELECT finding, because, until, made_by FROM drift_expectations
      WHERE until > now() ORDER BY finding
      """;

  private static final String PUT =
      """
      INSERT INTO drift_expectations AS e (finding, because, until) VALUES (?, ?, ?)
      ON CONFLICT (finding) DO UPDATE SET because = excluded.because, until = excluded.until
      """;

  private static final String WITHDRAW = "DELETE FROM drift_expectations WHERE finding = ?";

  private ExpectationTable() {}

  /** Those that have not expired. */
  public static List<Expectation> read(Connection connection) throws SQLException {
    List<Expectation> expected = new ArrayList<>();
    try (PreparedStatement exists = connection.prepareStatement(IS_THERE);
        ResultSet there = exists.executeQuery()) {
      there.next();
      if (!there.getBoolean(1)) {
        return expected;
      }
    }
    try (PreparedStatement select = connection.prepareStatement(IN_FORCE);
        ResultSet row = select.executeQuery()) {
      while (row.next()) {
        expected.add(
            new Expectation(
                row.getString(1),
                row.getString(2),
                row.getTimestamp(3).toInstant(),
                row.getString(4)));
      }
    }
    return expected;
  }

  /** Writes one; another of the same finding is replaced. */
  public static void put(Connection connection, Expectation expectation) throws SQLException {
    try (PreparedStatement insert = connection.prepareStatement(PUT)) {
      insert.setString(1, expectation.finding());
      insert.setString(2, expectation.because());
      insert.setTimestamp(3, Timestamp.from(expectation.until()));
      insert.executeUpdate();
    }
  }

  /** Whether there was one, expired or not. */
  public static boolean withdraw(Connection connection, String finding) throws SQLException {
    try (PreparedStatement delete = connection.prepareStatement(WITHDRAW)) {
      delete.setString(1, finding);
      return delete.executeUpdate() > 0;
    }
  }
}
