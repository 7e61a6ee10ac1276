package io.betintel.ev.cli;

import java.util.concurrent.Callable;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

@Command(
    name = "completion",
    mixinStandardHelpOptions = true,
    description = {
      "Prints a script that completes commands and options in bash and zsh.",
      "",
      "For one session:   source <(ev-worker completion)",
      "For every session: write it to a file that ~/.bashrc or ~/.zshrc sources.",
      "",
      "It completes the command ev-worker. To run the jar under that name:",
      "  alias ev-worker='java -jar /path/to/ev-worker.jar'"
    })
final class CompletionCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    CommandLine every = CommandLineRunner.commandLine();
    spec.commandLine().getOut().print(AutoComplete.bash(every.getCommandName(), every));
    spec.commandLine().getOut().flush();
    return 0;
  }
}
