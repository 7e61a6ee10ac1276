package io.betintel.ev.api;

import io.betintel.ev.bettype.Role;

/**
 * Who asks.
 *
 * @param name as the keys file has it; for logs and nothing else
 * @param digest of the key, in hexadecimal digits; empty for none
 */
public record Caller(String name, Role role, String digest) {
  /** Whoever sends no key. */
  public static final Caller ANONYMOUS = new Caller("anonymous", Role.FREE, "");

  boolean anonymous() {
    return equals(ANONYMOUS);
  }

  public boolean free() {
    return role == Role.FREE;
  }
}
