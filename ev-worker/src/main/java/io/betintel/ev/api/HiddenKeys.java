package io.betintel.ev.api;

import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Takes keys out of what an answer repeats: answers end up in logs and screenshots, and a key that
 * somebody sends in the wrong place is still a key.
 */
final class HiddenKeys {
  private static final String HIDDEN = "***";

  /** As {@link NewKey} makes them, whole or a good part of one. */
  private static final Pattern KEY = Pattern.compile("ev_[A-Za-z0-9_-]{16,}");

  private static final Pattern SECRET =
      Pattern.compile("api-?_?key|^key$|token|secret|passw|pwd|auth|credential|signature|^sig$");

  private HiddenKeys() {}

  /** Null for null. */
  static String in(String text) {
    return text == null ? null : KEY.matcher(text).replaceAll(HIDDEN);
  }

  /** A parameter's value; null for null. */
  static String value(String parameter, String value) {
    if (value == null || value.isEmpty()) {
      return value;
    }
    return namesSecret(parameter) ? HIDDEN : in(value);
  }

  /** Whether a parameter of this name is meant to carry a key or password. */
  static boolean namesSecret(String parameter) {
    return SECRET.matcher(parameter.toLowerCase(Locale.ROOT)).find();
  }
}
