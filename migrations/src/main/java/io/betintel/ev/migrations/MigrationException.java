package io.betintel.ev.migrations;

/** The database could not be migrated; the message is for people. */
public final class MigrationException extends RuntimeException {
  MigrationException(String message, Throwable cause) {
    super(message, cause);
  }
}
