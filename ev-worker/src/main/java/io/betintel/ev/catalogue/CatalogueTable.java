package io.betintel.ev.catalogue;

import io.betintel.ev.bettype.BetTypeSettings;
import io.betintel.ev.bettype.Role;
import io.betintel.ev.bettype.Shape;
import io.betintel.ev.odds.BetType;
import io.betintel.ev.ops.WorkerIdentity;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The SQL of the catalogue. Used by one thread. */
final class CatalogueTable {
  private static final Logger LOG = LoggerFactory.getLogger(CatalogueTable.class);

  // By name rather than 'bet_type_enum'::regtype: a prepared statement would keep the old type
  // after
  // a swap.
  private static final String LABELS =
      """
      SELECT e.enumlabel FROM pg_enum e JOIN pg_type t ON t.oid = e.enumtypid
      WHERE t.typname = 'bet_type_enum' AND pg_type_is_visible(t.oid)""";

  private static final String STATE =
      """
      SELECT version, (SELECT string_agg(enumlabel, ',' ORDER BY enumlabel) FROM (%s) AS labels)
      FROM bet_types_version
      """
          .formatted(LABELS);

  // One statement: version, rows and labels are of one moment.
  private static final String ROWS =
      """
      SELECT v.version, t.name, t.title, t.shape, t.enabled, t.min_role, t.settings::text,
             t.settings_version, t.alias_of, t.enabled_version, t.name IN (%s) AS labelled
      FROM bet_types_version v LEFT JOIN bet_types t ON true
      """
          .formatted(LABELS);

  private static final String SEEN =
      """
      INSERT INTO worker_heartbeats AS h
        (worker_id, catalogue_version, servable, build, host, started_at, seen_at)
      VALUES (?, ?, ?, ?, ?, ?, now())
      ON CONFLICT (worker_id) DO UPDATE
      SET catalogue_version = excluded.catalogue_version, servable = excluded.servable, seen_at = now()
      """;

  private final DataSource dataSource;
  private final SettingsJson settingsJson;
  private final Map<BetType, Pricing> sound = new HashMap<>();
  private final Map<BetType, String> complaints = new HashMap<>();

  CatalogueTable(DataSource dataSource, SettingsJson settingsJson) {
    this.dataSource = dataSource;
    this.settingsJson = settingsJson;
  }

  /** What changes when the catalogue or the labels do. */
  record State(long version, String labels) {}

  State state() throws SQLException {
    try (Connection connection = dataSource.getConnection();
        PreparedStatement select = connection.prepareStatement(STATE);
        ResultSet row = select.executeQuery()) {
      if (!row.next()) {
        throw new SQLException("bet_types_version has no row");
      }
      return new State(row.getLong(1), Objects.requireNonNullElse(row.getString(2), ""));
    }
  }

  Catalogue load() throws SQLException {
    try (Connection connection = dataSource.getConnection();
        PreparedStatement select = connection.prepareStatement(ROWS);
        ResultSet row = select.executeQuery()) {
      long version = 0;
      List<CatalogueEntry> entries = new ArrayList<>();
      while (row.next()) {
        version = row.getLong("version");
        if (row.getString("name") != null) {
          entries.add(entry(row));
        }
      }
      return Catalogue.of(version, entries);
    }
  }

  /** Says that the worker is alive and acts on the catalogue. */
  void acknowledge(WorkerIdentity worker, Catalogue catalogue) throws SQLException {
    try (Connection connection = dataSource.getConnection();
        PreparedStatement upsert = connection.prepareStatement(SEEN)) {
      String[] servable =
          catalogue.sorted().stream()
              .filter(CatalogueEntry::servable)
              .map(entry -> entry.betType().symbol())
              .toArray(String[]::new);
      upsert.setString(1, worker.id());
      upsert.setLong(2, catalogue.version());
      upsert.setArray(3, connection.createArrayOf("text", servable));
      upsert.setString(4, worker.build());
      upsert.setString(5, worker.host());
      upsert.setTimestamp(6, Timestamp.from(worker.startedAt()));
      upsert.executeUpdate();
    }
  }

  /** A worker that left is waited for by nobody. */
  void forget(WorkerIdentity worker) throws SQLException {
    try (Connection connection = dataSource.getConnection();
        PreparedStatement delete =
            connection.prepareStatement(
                "DELETE FROM worker_heartbeats"
                    + " WHERE worker_id = ? OR seen_at < now() - interval '1 day'")) {
      delete.setString(1, worker.id());
      delete.executeUpdate();
    }
  }

  /** One row that cannot be read must not take the other bet types down. */
  private CatalogueEntry entry(ResultSet row) throws SQLException {
    BetType betType = new BetType(row.getString("name"));
    try {
      sound.put(
          betType,
          new Pricing(
              Shape.of(row.getString("shape")),
              settingsJson.parse(row.getString("settings")),
              row.getInt("settings_version")));
      complaints.remove(betType);
    } catch (InvalidSettingsException | IllegalArgumentException e) {
      complain(betType, e.getMessage());
    }
    Pricing pricing = sound.getOrDefault(betType, Pricing.NONE);
    String aliasOf = row.getString("alias_of");
    return new CatalogueEntry(
        betType,
        row.getString("title"),
        pricing.shape(),
        row.getBoolean("labelled"),
        row.getBoolean("enabled") && sound.containsKey(betType),
        role(row.getString("min_role")),
        pricing.settings(),
        pricing.settingsVersion(),
        aliasOf == null ? null : new BetType(aliasOf),
        row.getLong("enabled_version"));
  }

  /** A role that only a newer build knows opens nothing here. */
  private static Role role(String label) {
    try {
      return Role.of(label);
    } catch (IllegalArgumentException e) {
      return Role.ADMIN;
    }
  }

  private void complain(BetType betType, String reason) {
    if (!reason.equals(complaints.put(betType, reason))) {
      LOG.error(
          "bet_types row {}: {}; {}",
          betType,
          reason,
          sound.containsKey(betType)
              ? "its previous settings stay"
              : "it is not served until this is mended");
    }
  }

  /** What of a row decides how lines are priced. */
  private record Pricing(Shape shape, BetTypeSettings settings, int settingsVersion) {
    static final Pricing NONE = new Pricing(Shape.VARIOUS, BetTypeSettings.defaults(), 0);
  }
}
