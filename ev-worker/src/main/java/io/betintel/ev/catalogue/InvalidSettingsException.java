package io.betintel.ev.catalogue;

/** A pricing setting has an invalid value; the message names the key, the value and the form. */
final class InvalidSettingsException extends Exception {
  InvalidSettingsException(String key, Object value, String accepted) {
    super(key + " is " + value + ": accepted is " + accepted);
  }

  InvalidSettingsException(String message) {
    super(message);
  }
}
