package io.betintel.ev.cli;

import com.zaxxer.hikari.HikariDataSource;
import io.betintel.ev.bettype.Acknowledgements;
import io.betintel.ev.bettype.CatalogConfig;
import io.betintel.ev.bettype.CatalogEdit;
import io.betintel.ev.bettype.CatalogEditor;
import io.betintel.ev.bettype.CatalogRefusal;
import io.betintel.ev.bettype.SettingsJson;
import io.betintel.ev.ops.DatabaseTrouble;
import io.betintel.ev.ops.PostgresConfig;
import io.betintel.ev.ops.PostgresPool;
import io.betintel.ev.ops.Settings;
import io.betintel.ev.pricing.KnownSettings;
import java.sql.SQLException;

/** The catalogue for a command that changes it. */
final class CatalogAccess implements AutoCloseable {
  /** A worker is missed after it has not written so often. */
  private static final int HEARTBEATS = 3;

  private final PostgresConfig config;
  private final HikariDataSource pool;
  private final CatalogEditor editor;
  private final Acknowledgements acknowledgements;

  private CatalogAccess(PostgresConfig config, CatalogConfig catalogConfig) {
    this.config = config;
    this.pool = PostgresPool.of(config, "ev-worker-bet-types");
    this.editor = new CatalogEditor(pool, settingsJson());
    this.acknowledgements =
        new Acknowledgements(pool, catalogConfig.heartbeat().multipliedBy(HEARTBEATS));
  }

  static CatalogAccess open(Settings settings) {
    return new CatalogAccess(PostgresConfig.from(settings), CatalogConfig.from(settings));
  }

  /** Checks settings against what this build can price by. */
  static SettingsJson settingsJson() {
    return KnownSettings.json();
  }

  /** Makes a change, or says in one line why nothing was changed. */
  CatalogEdit change(Change change) throws CatalogRefusal {
    try {
      return change.by(editor);
    } catch (SQLException e) {
      throw new IllegalStateException(
          "Nothing was changed: " + DatabaseTrouble.describe(e) + " (" + config.url() + ")", e);
    }
  }

  Acknowledgements acknowledgements() {
    return acknowledgements;
  }

  @Override
  public void close() {
    pool.close();
  }

  /** One change. */
  interface Change {
    CatalogEdit by(CatalogEditor editor) throws SQLException, CatalogRefusal;
  }
}
