package io.betintel.ev.cli;

import picocli.CommandLine;

/** The commands, for tests of other packages. */
public final class CommandTree {
  private CommandTree() {}

  public static CommandLine root() {
    return CommandLineRunner.commandLine();
  }
}
