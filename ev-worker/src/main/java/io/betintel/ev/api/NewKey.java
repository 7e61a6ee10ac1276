package io.betintel.ev.api;

import io.betintel.ev.bettype.Role;
import java.security.SecureRandom;
import java.util.Base64;

/**
 * A fresh key of the read API.
 *
 * @param text what the caller sends; told once and stored nowhere
 * @param line of the keys file, which has its digest
 */
public record NewKey(String text, String line) {
  private static final int BYTES = 32;

  /**
   * 256 random bits.
   *
   * @throws IllegalArgumentException if the name is not valid
   */
  public static NewKey of(String name, Role role) {
    if (!KeyList.isName(name) || !HiddenKeys.in(name).equals(name)) {
      throw new IllegalArgumentException(
          "NAME is \""
              + HiddenKeys.in(name)
              + "\": 1 to 64 letters, digits and . _ @ - are accepted");
    }
    byte[] random = new byte[BYTES];
    new SecureRandom().nextBytes(random);
    String key = "ev_" + Base64.getUrlEncoder().withoutPadding().encodeToString(random);
    return new NewKey(key, KeyList.line(role, name, key));
  }

  /** Without the key. */
  @Override
  public String toString() {
    return "NewKey[line=" + line + "]";
  }
}
