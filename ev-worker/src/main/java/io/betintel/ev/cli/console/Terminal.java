package io.betintel.ev.cli.console;

import java.io.Console;
import java.util.Map;

/** Whether a person watches. */
public final class Terminal {
  private Terminal() {}

  /** Whether to use colours: a person watches and has not set {@code NO_COLOR}. */
  public static boolean colours() {
    return colours(isAttached(), System.getenv());
  }

  /** See no-color.org: any value that is not empty counts. */
  static boolean colours(boolean attached, Map<String, String> environment) {
    return attached
        && environment.getOrDefault("NO_COLOR", "").isEmpty()
        && !environment.getOrDefault("TERM", "").equals("dumb");
  }

  /**
   * Whether standard input and output are a terminal's. Before Java 22 there is no console
   * otherwise; since then there may be one, which has to be asked.
   */
  @SuppressWarnings("SystemConsoleNull") // asked as well, where it can be
  public static boolean isAttached() {
    Console console = System.console();
    if (console == null) {
      return false;
    }
    try {
      return (boolean) Console.class.getMethod("isTerminal").invoke(console);
    } catch (NoSuchMethodException e) {
      return true;
    } catch (ReflectiveOperationException e) {
      return false;
    }
  }
}
