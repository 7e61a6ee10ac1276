package io.betintel.ev.api;

import io.betintel.ev.bettype.Role;

/**
 * Who asks.
 *
 * @param name as in the keys file; only for logs
 * @param digest of the key, in hexadecimal digits; empty if no key was sent
 */
public record Caller(String name, Role role, String digest) {
  /** A caller without a key. */
  public static final Caller ANONYMOUS = new Caller("anonymous", Role.FREE, "");

  public boolean anonymous() {
    return equals(ANONYMOUS);
  }

  public boolean free() {
    return role == Role.FREE;
  }
}
