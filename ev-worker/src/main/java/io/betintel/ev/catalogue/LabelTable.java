package io.betintel.ev.catalogue;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;

/** Reads the labels of the database's enum as a transaction sees them. */
public final class LabelTable {
  private static final String EXISTING =
      "SELECT label FROM (%s) AS labels WHERE label = ANY(?)".formatted(Labels.SQL);

  private LabelTable() {}

  /** Those of the bet types that have no label. */
  public static Set<String> missing(Connection connection, Collection<String> betTypes)
      throws SQLException {
    Set<String> missing = new HashSet<>(betTypes);
    if (missing.isEmpty()) {
      return missing;
    }
    try (PreparedStatement select = connection.prepareStatement(EXISTING)) {
      select.setArray(1, connection.createArrayOf("text", betTypes.toArray()));
      try (ResultSet row = select.executeQuery()) {
        while (row.next()) {
          missing.remove(row.getString(1));
        }
      }
    }
    return missing;
  }
}
