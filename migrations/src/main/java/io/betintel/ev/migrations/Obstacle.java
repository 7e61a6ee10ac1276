package io.betintel.ev.migrations;

import java.sql.SQLException;

/** What stops a migration. */
public enum Obstacle {
  /** The server or the database is not up yet, or has just gone down. */
  AWAY,
  /** Another session holds a lock; the migration gave up so that no others queue behind it. */
  LOCKED,
  /** Waiting would not help. */
  FINAL;

  /** By the SQL state of the innermost cause that has one. */
  public static Obstacle of(Throwable failure) {
    String state = "";
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof SQLException sql && sql.getSQLState() != null) {
        state = sql.getSQLState();
      }
    }
    return switch (state) {
      // lock_not_available, deadlock_detected
      case "55P03", "40P01" -> LOCKED;
      // invalid_catalog_name, cannot_connect_now, admin_shutdown, crash_shutdown,
      // too_many_connections
      case "3D000", "57P03", "57P01", "57P02", "53300" -> AWAY;
      default -> state.startsWith("08") ? AWAY : FINAL;
    };
  }
}
