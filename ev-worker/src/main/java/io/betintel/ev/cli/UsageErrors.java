package io.betintel.ev.cli;

import io.betintel.ev.ops.NearestName;
import java.io.PrintWriter;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/**
 * Prints what is wrong with a command line, the name that was probably meant, and one line of
 * usage.
 *
 * <p>Rejected: picocli's own handler, which prints the whole help below the error, so that the
 * error scrolls away.
 */
final class UsageErrors implements IParameterExceptionHandler {
  @Override
  public int handleParseException(ParameterException failure, String[] args) {
    CommandLine command = failure.getCommandLine();
    PrintWriter err = command.getErr();
    err.println(message(failure, command));
    err.println("Usage: " + usage(command));
    err.flush();
    return CommandLineRunner.WRONG_USAGE;
  }

  private static String message(ParameterException failure, CommandLine command) {
    if (failure instanceof UnmatchedArgumentException unmatched) {
      return unmatched(unmatched.getUnmatched().get(0), command);
    }
    if (failure.getMessage().startsWith("Missing required subcommand")) {
      return "Missing command: one of " + String.join(", ", command.getSubcommands().keySet());
    }
    return failure.getMessage();
  }

  private static String unmatched(String argument, CommandLine command) {
    if (argument.startsWith("-")) {
      String name = argument.split("=", 2)[0];
      return "Unknown option " + name + meant(name, options(command));
    }
    if (!command.getSubcommands().isEmpty()) {
      return "Unknown command " + argument + meant(argument, command.getSubcommands().keySet());
    }
    return "Unexpected argument " + argument;
  }

  private static String meant(String name, Collection<String> known) {
    Optional<String> nearest = NearestName.near(name, known);
    return nearest.map(meant -> ": did you mean " + meant + "?").orElse("");
  }

  private static List<String> options(CommandLine command) {
    return command.getCommandSpec().options().stream().map(OptionSpec::longestName).toList();
  }

  private static String usage(CommandLine command) {
    String synopsis =
        new CommandLine.Help(command.getCommandSpec(), Ansi.OFF).abbreviatedSynopsis().strip();
    return synopsis + "; --help says more";
  }
}
