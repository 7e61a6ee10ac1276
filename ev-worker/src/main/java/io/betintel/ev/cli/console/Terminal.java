package io.betintel.ev.cli.console;

import java.io.Console;

/** Whether a person watches. */
public final class Terminal {
  private Terminal() {}

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
