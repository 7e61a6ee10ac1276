package io.betintel.ev.catalogue;

import io.betintel.ev.bettype.BetTypeSettings;
import io.betintel.ev.bettype.PricingTerms;
import io.betintel.ev.bettype.Role;
import io.betintel.ev.bettype.Shape;
import io.betintel.ev.odds.BetType;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Objects;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import javax.sql.DataSource;

/** Reads the labels and rows of the catalogue. */
public final class CatalogueTable {
  private static final String STATE =
      "SELECT version, (SELECT string_agg(label, ',' ORDER BY label) FROM (%s) AS labels)"
              .formatted(Labels.SQL)
          + " FROM bet_types_version";

  // One statement: version, rows and labels are of one moment.
  private static final String ROWS =
      """
      SELECT v.version, l.label, t.name, t.title, t.shape, t.enabled, t.min_role,
             t.settings::text, t.settings_version, t.alias_of, t.enabled_version, t.held, t.added_at
      FROM bet_types_version v
      LEFT JOIN (bet_types t FULL JOIN (%s) l ON l.label = t.name) ON true
      """
          .formatted(Labels.SQL);

  /** What changes when the catalogue or the labels do. */
  record State(long version, String labels) {}

  State state(DataSource dataSource) throws SQLException {
    try (Connection connection = dataSource.getConnection();
        PreparedStatement select = connection.prepareStatement(STATE);
        ResultSet row = select.executeQuery()) {
      if (!row.next()) {
        throw new SQLException("bet_types_version has no row");
      }
      return new State(row.getLong(1), Objects.requireNonNullElse(row.getString(2), ""));
    }
  }

  public StoredCatalogue read(DataSource dataSource) throws SQLException {
    try (Connection connection = dataSource.getConnection()) {
      return read(connection);
    }
  }

  /** As the connection's transaction sees it. */
  public StoredCatalogue read(Connection connection) throws SQLException {
    long version = 0;
    SortedSet<String> labels = new TreeSet<>();
    SortedMap<BetType, CatalogueRow> rows = new TreeMap<>();
    try (PreparedStatement select = connection.prepareStatement(ROWS);
        ResultSet row = select.executeQuery()) {
      while (row.next()) {
        version = row.getLong("version");
        String label = row.getString("label");
        if (label != null) {
          labels.add(label);
        }
        // Nothing can use a row whose name is not valid; bet-types check names it.
        if (row.getString("name") != null && BetType.find(row.getString("name")).isPresent()) {
          CatalogueRow read = row(row, label != null);
          rows.put(read.betType(), read);
        }
      }
    }
    return new StoredCatalogue(version, labels, rows);
  }

  private CatalogueRow row(ResultSet row, boolean labelled) throws SQLException {
    return new CatalogueRow(
        entry(row, labelled),
        text(row, "shape"),
        text(row, "min_role"),
        text(row, "settings"),
        row.getInt("settings_version"),
        row.getString("alias_of"),
        row.getTimestamp("added_at") == null
            ? Instant.EPOCH
            : row.getTimestamp("added_at").toInstant());
  }

  /** One row that this build does not understand must not take the other bet types down. */
  private CatalogueEntry entry(ResultSet row, boolean labelled) throws SQLException {
    BetType betType = new BetType(row.getString("name"));
    PricingTerms terms;
    String complaint = null;
    try {
      terms =
          new PricingTerms(
              betType,
              Shape.of(text(row, "shape")),
              SettingsJson.parse(text(row, "settings"), betType),
              row.getInt("settings_version"));
    } catch (InvalidSettingsException | IllegalArgumentException e) {
      terms = new PricingTerms(betType, Shape.VARIOUS, BetTypeSettings.defaults(), 0);
      complaint = e.getMessage();
    }
    return new CatalogueEntry(
        terms,
        text(row, "title").isBlank() ? betType.symbol() : row.getString("title"),
        labelled,
        row.getBoolean("enabled"), // false if it is null
        role(text(row, "min_role")),
        complaint,
        row.getLong("enabled_version"),
        row.getBoolean("held"),
        row.getString("alias_of") == null ? null : new BetType(row.getString("alias_of")));
  }

  /** Empty for null: somebody dropped the constraint. */
  private static String text(ResultSet row, String column) throws SQLException {
    return Objects.requireNonNullElse(row.getString(column), "");
  }

  /** A role that only a newer build knows opens nothing here. */
  private static Role role(String label) {
    try {
      return Role.of(label);
    } catch (IllegalArgumentException e) {
      return Role.ADMIN;
    }
  }
}
