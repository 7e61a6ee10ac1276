package io.betintel.ev.cli.bettypes;

import com.zaxxer.hikari.HikariDataSource;
import io.betintel.ev.catalogue.CatalogueConfig;
import io.betintel.ev.catalogue.CatalogueEdit;
import io.betintel.ev.catalogue.CatalogueEditor;
import io.betintel.ev.catalogue.CatalogueRefusal;
import io.betintel.ev.catalogue.LiveWorkers;
import io.betintel.ev.odds.BetType;
import io.betintel.ev.ops.DatabaseTrouble;
import io.betintel.ev.ops.PostgresConfig;
import io.betintel.ev.ops.PostgresPool;
import io.betintel.ev.ops.Settings;
import java.sql.SQLException;
import java.util.List;

/** The catalogue, for a command that changes it. */
final class CatalogueAccess implements AutoCloseable {
  private final PostgresConfig config;
  private final HikariDataSource pool;
  private final CatalogueEditor editor;
  private final LiveWorkers workers;

  private CatalogueAccess(PostgresConfig config, CatalogueConfig catalogueConfig) {
    this.config = config;
    this.pool = PostgresPool.of(config, "ev-worker-bet-types");
    this.editor = new CatalogueEditor(pool);
    this.workers = new LiveWorkers(pool, catalogueConfig);
  }

  static CatalogueAccess open(Settings settings) {
    return new CatalogueAccess(PostgresConfig.from(settings), CatalogueConfig.from(settings));
  }

  /** Makes a change, or says in one line why nothing was changed. */
  CatalogueEdit change(Change change) throws CatalogueRefusal {
    try {
      return change.by(editor);
    } catch (SQLException e) {
      throw unchanged(e);
    }
  }

  /** The same with a change of several rows. */
  List<CatalogueEdit> changeAll(Changes changes) throws CatalogueRefusal {
    try {
      return changes.by(editor);
    } catch (SQLException e) {
      throw unchanged(e);
    }
  }

  /** A change of several rows, in one transaction. */
  @FunctionalInterface
  interface Changes {
    List<CatalogueEdit> by(CatalogueEditor editor) throws SQLException, CatalogueRefusal;
  }

  private IllegalStateException unchanged(SQLException e) {
    return new IllegalStateException(
        "Nothing was changed: " + DatabaseTrouble.describe(e) + " (" + config.shown() + ")", e);
  }

  /** What to know before rows of the bet type are written. */
  List<String> subscriberWarnings(BetType betType, SubscriberOption subscribers) {
    return SubscriberWarnings.of(betType, pool, subscribers.all(config));
  }

  LiveWorkers workers() {
    return workers;
  }

  @Override
  public void close() {
    pool.close();
  }
}
