package io.betintel.ev.ops;

/**
 * The path of a file with secrets, in a message. Whoever takes {@code EV_..._FILE} for the setting
 * itself writes the secret there, so only what is a path for sure is shown.
 */
public final class SecretPath {
  private SecretPath() {}

  /** In quotes, or {@code ***} with the reason. */
  public static String shown(String path) {
    return path.startsWith("/") || path.startsWith("./") || path.startsWith("../")
        ? '"' + path + '"'
        : "*** (shown only if it begins with / or ./, as it may be the secret itself)";
  }
}
