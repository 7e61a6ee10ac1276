package io.betintel.ev.ops;

/** Missing, malformed or unknown configuration; the message names the key and the accepted form. */
public final class ConfigException extends RuntimeException {
  public ConfigException(String message) {
    super(message);
  }
}
