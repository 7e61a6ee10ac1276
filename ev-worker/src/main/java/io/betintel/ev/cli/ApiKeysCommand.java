package io.betintel.ev.cli;

import io.betintel.ev.api.NewKey;
import io.betintel.ev.bettype.Role;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
    name = "api-keys",
    mixinStandardHelpOptions = true,
    description = "Keys for callers of the read API.",
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {ApiKeysCommand.New.class, CommandLine.HelpCommand.class})
final class ApiKeysCommand {
  private ApiKeysCommand() {}

  @Command(
      name = "new",
      mixinStandardHelpOptions = true,
      description = {
        "Makes a key for a caller of the read API, and the line that makes it valid.",
        "The key is printed once and stored nowhere: give it to the caller, and add the line to the"
            + " file that EV_API_KEYS names. Running workers read the file within a second of its"
            + " change. To withdraw a key, delete its line.",
        "It needs no server and no setting."
      })
  static final class New implements Callable<Integer> {
    @Spec private CommandSpec spec;

    @Parameters(
        paramLabel = "NAME",
        description = "Whose key it is: 1 to 64 letters, digits and . _ @ -")
    private String name;

    @Option(
        names = "--role",
        required = true,
        paramLabel = "ROLE",
        description = "free, basic, premium or admin; each also sees what the roles before it see.")
    private String role;

    @Override
    public Integer call() {
      NewKey key;
      try {
        key = NewKey.of(name, Role.of(role));
      } catch (IllegalArgumentException e) {
        throw new ParameterException(spec.commandLine(), e.getMessage(), e);
      }
      PrintWriter out = spec.commandLine().getOut();
      out.println("key:  " + key.text());
      out.println("line: " + key.line());
      return 0;
    }
  }
}
