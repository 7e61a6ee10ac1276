package io.betintel.ev.cli;

import io.betintel.ev.cli.audit.AuditCommand;
import io.betintel.ev.cli.backtest.BacktestCommand;
import io.betintel.ev.cli.bettypes.BetTypesCommand;
import io.betintel.ev.cli.bettypes.LinesCommand;
import io.betintel.ev.cli.feed.CheckEventCommand;
import io.betintel.ev.cli.feed.FeedCommand;
import io.betintel.ev.cli.fit.FitCommand;
import io.betintel.ev.cli.price.ParlayCommand;
import io.betintel.ev.cli.price.PriceCommand;
import io.betintel.ev.cli.records.DeadLettersCommand;
import io.betintel.ev.cli.records.ParkedCommand;
import io.betintel.ev.cli.setup.MigrateCommand;
import io.betintel.ev.cli.setup.SchemasCommand;
import io.betintel.ev.cli.setup.SinkCommand;
import io.betintel.ev.cli.setup.TopicsCommand;
import io.betintel.ev.cli.status.StatusCommand;
import io.betintel.ev.codec.AvroRuntime;
import io.betintel.ev.ops.Address;
import io.betintel.ev.ops.ConfigException;
import io.betintel.ev.ops.RootCause;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/** The root command. It turns a command line into an exit code. */
@Command(
    name = "ev-worker",
    description = "Prices betting lines and finds offers above their fair value.",
    mixinStandardHelpOptions = true,
    versionProvider = CommandLineRunner.Version.class,
    scope = ScopeType.INHERIT,
    synopsisSubcommandLabel = "COMMAND",
    parameterListHeading = "%n",
    optionListHeading = "%n",
    commandListHeading = "%nCommands:%n",
    footerHeading = "%nExit codes:%n",
    footer = {
      "  0  done",
      "  1  it failed; the reason is on standard error",
      "  2  wrong usage or configuration"
    })
public final class CommandLineRunner {
  private static final List<Class<?>> COMMANDS =
      List.of(
          RunCommand.class,
          MigrateCommand.class,
          TopicsCommand.class,
          SchemasCommand.class,
          FeedCommand.class,
          PriceCommand.class,
          ParlayCommand.class,
          BacktestCommand.class,
          FitCommand.class,
          CheckEventCommand.class,
          ParkedCommand.class,
          DeadLettersCommand.class,
          SinkCommand.class,
          LinesCommand.class,
          StatusCommand.class,
          AuditCommand.class,
          BetTypesCommand.class,
          ApiKeysCommand.class,
          ConfigCommand.class,
          CompletionCommand.class);

  private static final int FAILED = 1;
  static final int WRONG_USAGE = 2;

  @Option(
      names = "--stacktrace",
      scope = ScopeType.INHERIT,
      description = "Print the stack trace of a failure.")
  private boolean stacktrace;

  private CommandLineRunner() {}

  public static int run(String... args) {
    AvroRuntime.prepare();
    CommandLine commandLine = commandLine(mentionedBy(args));
    int exitCode = commandLine.execute(args);
    if (exitCode != 0) {
      MissingGrants.print(List.of(args), System.getenv(), commandLine.getErr());
    }
    return exitCode;
  }

  /** With every command. */
  public static CommandLine commandLine() {
    return commandLine(COMMANDS);
  }

  /** To read the options of all commands takes half a second before anything is done. */
  private static List<Class<?>> mentionedBy(String... args) {
    String first = args.length == 0 ? "" : args[0];
    return COMMANDS.stream()
        .filter(command -> command.getAnnotation(Command.class).name().equals(first))
        .findFirst()
        .<List<Class<?>>>map(List::of)
        .orElse(COMMANDS);
  }

  private static CommandLine commandLine(List<Class<?>> commands) {
    CommandLineRunner root = new CommandLineRunner();
    CommandLine commandLine = new CommandLine(root);
    commands.forEach(commandLine::addSubcommand);
    commandLine.addSubcommand(CommandLine.HelpCommand.class);
    // -110 is odds, not an option.
    Optional.ofNullable(commandLine.getSubcommands().get("price"))
        .ifPresent(price -> price.setUnmatchedOptionsArePositionalParams(true));
    commandLine.setParameterExceptionHandler(new UsageErrors());
    commandLine.setExecutionExceptionHandler(
        (failure, command, parsed) -> {
          PrintWriter err = command.getErr();
          if (failure instanceof ConfigException) {
            err.println(failure.getMessage());
            return WRONG_USAGE;
          }
          err.println(reason(failure));
          if (root.stacktrace) {
            StringWriter trace = new StringWriter();
            failure.printStackTrace(new PrintWriter(trace));
            err.println(Address.masked(trace.toString()).stripTrailing());
          }
          return FAILED;
        });
    return commandLine;
  }

  /** What libraries throw says less than its cause. */
  private static String reason(Throwable failure) {
    String message = RootCause.text(failure);
    String cause = RootCause.of(failure);
    boolean ours =
        failure.getStackTrace().length == 0
            || failure.getStackTrace()[0].getClassName().startsWith("io.betintel.");
    return ours && !message.isEmpty() ? message : cause;
  }

  static final class Version implements IVersionProvider {
    @Override
    public String[] getVersion() {
      return new String[] {"ev-worker " + build()};
    }

    /** The packaged program's version. */
    static String build() {
      String version = Version.class.getPackage().getImplementationVersion();
      return version == null ? "(unpackaged)" : version;
    }
  }
}
