package io.betintel.ev.catalogue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.betintel.ev.bettype.BetTypeSettings;
import io.betintel.ev.odds.BetType;
import io.betintel.ev.ops.NearestName;
import io.betintel.ev.ops.PostgresConnections;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import javax.sql.DataSource;

/**
 * Changes rows of the catalogue. A trigger raises the catalogue's version in the same transaction,
 * so workers see both or neither.
 */
public final class CatalogueEditor {
  private static final ObjectMapper JSON = new ObjectMapper();

  // Two operators at once wait for each other, but not forever.
  private static final String LIMITS =
      "SET LOCAL lock_timeout = '5s'; " + PostgresConnections.ENDS_WHEN_LEFT;

  private static final String ROW =
      """
      SELECT title, shape, enabled, min_role, settings::text, settings_version
      FROM bet_types WHERE name = ? FOR UPDATE""";

  private static final String SWITCH = "UPDATE bet_types SET enabled = ? WHERE name = ?";

  private static final String SET =
      """
      UPDATE bet_types SET title = ?, shape = ?, min_role = ?, settings = ?::text::jsonb
      WHERE name = ?
      """;

  private static final String REPUBLISH =
      """
      UPDATE bet_types SET enabled_version = next_catalogue_number(enabled_version)
      WHERE enabled AND alias_of IS NULL AND name = coalesce(?, name)
      RETURNING name
      """;

  private static final String VERSIONS =
      """
      SELECT v.version, t.settings_version FROM bet_types_version v, bet_types t WHERE t.name = ?
      """;

  private final DataSource dataSource;
  private final CatalogueTable table = new CatalogueTable();

  public CatalogueEditor(DataSource dataSource) {
    this.dataSource = dataSource;
  }

  /**
   * Sets the feature flag.
   *
   * @throws CatalogueRefusal if the row is missing, or if it would not be served once enabled
   */
  public CatalogueEdit enable(BetType betType, boolean enabled)
      throws SQLException, CatalogueRefusal {
    return inTransaction(
        connection -> {
          Row row = row(connection, betType);
          if (enabled) {
            requireServable(connection, betType);
          }
          if (row.enabled() == enabled) {
            return edit(connection, betType, false);
          }
          try (PreparedStatement update = connection.prepareStatement(SWITCH)) {
            update.setBoolean(1, enabled);
            update.setString(2, betType.symbol());
            update.executeUpdate();
          }
          return edit(connection, betType, true);
        });
  }

  /**
   * Changes what is set in {@code change}; writes nothing if the row means the same already.
   *
   * @throws CatalogueRefusal if the row is missing, or this build does not understand the result
   */
  public CatalogueEdit set(BetType betType, BetTypeChange change)
      throws SQLException, CatalogueRefusal {
    return inTransaction(
        connection -> {
          Row before = row(connection, betType);
          Row after = before.with(change);
          BetTypeSettings meant = requireSound(betType, after);
          if (after.sameOtherwise(before)
              && understood(betType, before).filter(meant::equals).isPresent()) {
            return edit(connection, betType, false);
          }
          try (PreparedStatement update = connection.prepareStatement(SET)) {
            update.setString(1, after.title());
            update.setString(2, after.shape());
            update.setString(3, after.minRole());
            update.setString(4, after.settings().toString());
            update.setString(5, betType.symbol());
            update.executeUpdate();
          }
          return edit(connection, betType, true);
        });
  }

  /**
   * Makes the workers publish every line again.
   *
   * @param betType empty for every enabled one
   * @return one for each bet type, by name
   * @throws CatalogueRefusal if the bet type has no lines of its own: it is not served
   */
  public List<CatalogueEdit> republish(Optional<BetType> betType)
      throws SQLException, CatalogueRefusal {
    return inTransaction(
        connection -> {
          if (betType.isPresent()) {
            requireServed(connection, betType.get());
          }
          SortedSet<String> names = new TreeSet<>();
          try (PreparedStatement update = connection.prepareStatement(REPUBLISH)) {
            update.setString(1, betType.map(BetType::symbol).orElse(null));
            try (ResultSet rows = update.executeQuery()) {
              while (rows.next()) {
                names.add(rows.getString(1));
              }
            }
          }
          List<CatalogueEdit> edits = new ArrayList<>();
          for (String name : names) {
            edits.add(edit(connection, new BetType(name), true));
          }
          return edits;
        });
  }

  private void requireServed(Connection connection, BetType betType)
      throws SQLException, CatalogueRefusal {
    row(connection, betType);
    Optional<String> obstacle = table.read(connection).obstacle(betType);
    if (obstacle.isPresent()) {
      throw new CatalogueRefusal(obstacle.get());
    }
  }

  private Row row(Connection connection, BetType betType) throws SQLException, CatalogueRefusal {
    try (PreparedStatement select = connection.prepareStatement(ROW)) {
      select.setString(1, betType.symbol());
      try (ResultSet row = select.executeQuery()) {
        if (!row.next()) {
          throw noRow(connection, betType);
        }
        return new Row(
            row.getString(1),
            row.getString(2),
            row.getBoolean(3),
            row.getString(4),
            (ObjectNode) JSON.readTree(row.getString(5)));
      } catch (JsonProcessingException e) {
        throw new SQLException("the settings of " + betType + " are not JSON", e);
      }
    }
  }

  /** Asks what every surface asks, as if the flag were on. */
  private void requireServable(Connection connection, BetType betType)
      throws SQLException, CatalogueRefusal {
    Optional<String> obstacle = table.read(connection).obstacleToEnabling(betType);
    if (obstacle.isPresent()) {
      throw new CatalogueRefusal(obstacle.get());
    }
  }

  private CatalogueRefusal noRow(Connection connection, BetType betType) throws SQLException {
    StoredCatalogue stored = table.read(connection);
    String obstacle = stored.obstacle(betType).orElseThrow();
    List<String> known = stored.rows().keySet().stream().map(BetType::symbol).toList();
    if (stored.labels().contains(betType.symbol()) || known.isEmpty()) {
      return new CatalogueRefusal(obstacle);
    }
    return new CatalogueRefusal(
        obstacle + ". Did you mean " + NearestName.of(betType.symbol(), known) + "?");
  }

  private BetTypeSettings requireSound(BetType betType, Row row) throws CatalogueRefusal {
    try {
      return SettingsJson.parse(row.settings().toString(), betType);
    } catch (InvalidSettingsException e) {
      throw new CatalogueRefusal(
          Served.SETTINGS_NOT_UNDERSTOOD
              .explain(betType, Optional.of(e.getMessage()))
              .orElseThrow());
    }
  }

  /** Empty if this build does not understand them. */
  private Optional<BetTypeSettings> understood(BetType betType, Row row) {
    try {
      return Optional.of(SettingsJson.parse(row.settings().toString(), betType));
    } catch (InvalidSettingsException e) {
      return Optional.empty();
    }
  }

  private static CatalogueEdit edit(Connection connection, BetType betType, boolean changed)
      throws SQLException {
    try (PreparedStatement select = connection.prepareStatement(VERSIONS)) {
      select.setString(1, betType.symbol());
      try (ResultSet row = select.executeQuery()) {
        row.next();
        return new CatalogueEdit(betType, changed, row.getLong(1), row.getInt(2));
      }
    }
  }

  private <T> T inTransaction(Work<T> work) throws SQLException, CatalogueRefusal {
    try (Connection connection = dataSource.getConnection()) {
      connection.setAutoCommit(false);
      try (Statement timeout = connection.createStatement()) {
        timeout.execute(LIMITS);
        T done = work.on(connection);
        connection.commit();
        return done;
      } catch (SQLException | CatalogueRefusal | RuntimeException e) {
        connection.rollback();
        throw e;
      }
    }
  }

  private interface Work<T> {
    T on(Connection connection) throws SQLException, CatalogueRefusal;
  }

  private record Row(
      String title, String shape, boolean enabled, String minRole, ObjectNode settings) {

    Row with(BetTypeChange change) {
      return new Row(
          change.title() == null ? title : change.title(),
          change.shape() == null ? shape : change.shape().label(),
          enabled,
          change.minRole() == null ? minRole : change.minRole().label(),
          change.applyTo(settings));
    }

    boolean sameOtherwise(Row other) {
      return title.equals(other.title)
          && shape.equals(other.shape)
          && minRole.equals(other.minRole);
    }
  }
}
