package io.betintel.ev.catalogue;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Set;

/** Reads the labels of the database's enum as a transaction sees them. */
public final class LabelTable {
  private static final String EXISTING =
      "SELECT label FROM (%s) AS labels WHERE label = ANY(?)".formatted(Labels.SQL);

  private LabelTable() {}

  /** All of them, in the enum's order; empty also if the database has no such enum. */
  public static Set<String> all(Connection connection) throws SQLException {
    Set<String> labels = new LinkedHashSet<>();
    try (PreparedStatement select =
            connection.prepareStatement(Labels.SQL + " ORDER BY e.enumsortorder");
        ResultSet row = select.executeQuery()) {
      while (row.next()) {
        labels.add(row.getString(1));
      }
    }
    return labels;
  }

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
