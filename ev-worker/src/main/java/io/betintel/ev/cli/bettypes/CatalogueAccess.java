package io.betintel.ev.cli.bettypes;

import com.zaxxer.hikari.HikariDataSource;
import io.betintel.ev.catalogue.Acknowledgements;
import io.betintel.ev.catalogue.CatalogueConfig;
import io.betintel.ev.catalogue.CatalogueEdit;
import io.betintel.ev.catalogue.CatalogueEditor;
import io.betintel.ev.catalogue.CatalogueRefusal;
import io.betintel.ev.ops.DatabaseTrouble;
import io.betintel.ev.ops.PostgresConfig;
import io.betintel.ev.ops.PostgresPool;
import io.betintel.ev.ops.Settings;
import io.betintel.ev.worker.KnownSettings;
import java.sql.SQLException;

/** The catalogue for a command that changes it. */
final class CatalogueAccess implements AutoCloseable {
  /** A worker is missed after it has not written so often. */
  private static final int HEARTBEATS = 3;

  private final PostgresConfig config;
  private final HikariDataSource pool;
  private final CatalogueEditor editor;
  private final Acknowledgements acknowledgements;

  private CatalogueAccess(PostgresConfig config, CatalogueConfig catalogueConfig) {
    this.config = config;
    this.pool = PostgresPool.of(config, "ev-worker-bet-types");
    this.editor = new CatalogueEditor(pool, KnownSettings.json());
    this.acknowledgements =
        new Acknowledgements(pool, catalogueConfig.heartbeat().multipliedBy(HEARTBEATS));
  }

  static CatalogueAccess open(Settings settings) {
    return new CatalogueAccess(PostgresConfig.from(settings), CatalogueConfig.from(settings));
  }

  /** Makes a change, or says in one line why nothing was changed. */
  CatalogueEdit change(Change change) throws CatalogueRefusal {
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
    CatalogueEdit by(CatalogueEditor editor) throws SQLException, CatalogueRefusal;
  }
}
