package io.betintel.ev.migrations;

/** The database was not migrated; the message is for people. */
public final class MigrationException extends RuntimeException {
  MigrationException(String message, Throwable cause) {
    super(message, cause);
  }
}
