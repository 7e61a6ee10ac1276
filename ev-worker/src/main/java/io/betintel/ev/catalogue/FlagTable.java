package io.betintel.ev.catalogue;

import io.betintel.ev.odds.BetType;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.Set;

/** Reads the flags as a transaction sees them. */
public final class FlagTable {
  /** Selects the flags, for a reader that asks more in the same round trip. */
  public static final String FLAGS =
      """
      SELECT v.version, t.name
      FROM bet_types_version v
      LEFT JOIN bet_types t ON t.enabled OR (t.alias_of IS NOT NULL AND t.held)
      """;

  private FlagTable() {}

  public static Flags read(Connection connection) throws SQLException {
    try (PreparedStatement select = connection.prepareStatement(FLAGS);
        ResultSet row = select.executeQuery()) {
      return flags(row);
    }
  }

  /** The flags in the answer to {@link #FLAGS}. */
  public static Flags flags(ResultSet row) throws SQLException {
    long version = 0;
    Set<BetType> enabled = new HashSet<>();
    while (row.next()) {
      version = row.getLong(1);
      if (row.getString(2) != null) {
        enabled.add(new BetType(row.getString(2)));
      }
    }
    return new Flags(version, enabled);
  }
}
