package io.betintel.localstack;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/** The local stack as a command for people. */
@Command(
    name = "local-stack",
    description = "Kafka, PostgreSQL, Redis and a schema registry on this machine.",
    synopsisSubcommandLabel = "COMMAND",
    subcommands = UpCommand.class)
public final class LocalStackMain {
  private static final int FAILED = 1;
  private static final int WRONG_USAGE = 2;

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      scope = ScopeType.INHERIT,
      description = "Show this text.")
  @SuppressWarnings("UnusedVariable") // picocli acts on it
  private boolean help;

  private LocalStackMain() {}

  public static void main(String[] args) {
    System.exit(run(args));
  }

  private static int run(String... args) {
    CommandLine commandLine = new CommandLine(new LocalStackMain());
    if (args.length == 0) {
      commandLine.usage(commandLine.getErr());
      return WRONG_USAGE;
    }
    commandLine.setExecutionExceptionHandler(
        (failure, command, parsed) -> {
          command.getErr().println(failure.getMessage());
          return FAILED;
        });
    return commandLine.execute(args);
  }
}
