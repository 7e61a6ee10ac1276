package io.betintel.ev.catalogue;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Set;
import java.util.TreeSet;

/**
 * The bet types of rows of {@code bets} whose label somebody deleted from {@code pg_enum}. Such a
 * value has no text: a query that shows it fails as a whole, with every other bet type's rows. It
 * stays so when the label is added again, which is another value; the sinks' housekeeping then
 * gives the rows the new one.
 */
public final class LostLabels {
  /**
   * One column, {@code bet_type}: the values without a label. Steps from value to value by the
   * index.
   */
  public static final String VALUES =
      """
      WITH RECURSIVE found AS (
        (SELECT bet_type FROM bets ORDER BY bet_type LIMIT 1)
        UNION ALL
        SELECT (SELECT b.bet_type FROM bets b WHERE b.bet_type > f.bet_type
                ORDER BY b.bet_type LIMIT 1)
        FROM found f WHERE f.bet_type IS NOT NULL
      )
      SELECT bet_type FROM found
      WHERE bet_type IS NOT NULL AND NOT bet_type = ANY (enum_range(NULL::bet_type_enum))
      """;

  // A line's id begins with the event and the bet type.
  private static final String NAMES =
      """
      SELECT DISTINCT split_part((SELECT b.line_id FROM bets b WHERE b.bet_type = lost.bet_type
                                  LIMIT 1), '|', 2)
      FROM (%s) AS lost
      """
          .formatted(VALUES);

  /** Invalid binary representation: the value has no text. */
  private static final String NO_TEXT = "22P03";

  private LostLabels() {}

  /** By the names that the rows' lines have. */
  public static Set<String> read(Connection connection) throws SQLException {
    Set<String> names = new TreeSet<>();
    try (PreparedStatement select = connection.prepareStatement(NAMES);
        ResultSet row = select.executeQuery()) {
      while (row.next()) {
        names.add(row.getString(1));
      }
    }
    return names;
  }

  /** Whether a query failed because it showed such a row. */
  public static boolean caused(SQLException failure) {
    return NO_TEXT.equals(failure.getSQLState());
  }
}
