package io.betintel.ev.rehearse;

import io.betintel.ev.migrations.MigrationWatch;
import java.sql.Connection;

/** Tells a meter which migration's statements it measures. */
public final class MeteredMigrations implements MigrationWatch {
  private final Meter meter;

  public MeteredMigrations(Meter meter) {
    this.meter = meter;
  }

  /** Flyway sends a script's statements as they are, and its own with parameters. */
  public static boolean isOfScript(String sql, boolean prepared) {
    return !prepared && !sql.strip().regionMatches(true, 0, "SET ", 0, 4);
  }

  @Override
  public Connection watch(Connection connection) {
    return meter.watch(connection);
  }

  @Override
  public void begins(String script) {
    meter.part(script);
  }

  @Override
  public void ended() {
    meter.part(null);
  }
}
