package io.betintel.ev.cli.bettypes;

import io.betintel.ev.restructure.Kind;
import io.betintel.ev.restructure.Request;
import io.betintel.ev.restructure.Target;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

@Command(
    name = "restructure",
    mixinStandardHelpOptions = true,
    description = {
      "Gives bet_type_enum exactly the labels of a file, in that order, while everything runs: what"
          + " ALTER TYPE ... ADD VALUE cannot do. The file has one label per line, NAME or"
          + " OLD -> NEW for rows of OLD that become NEW; # begins a comment.",
      "",
      "A label that goes must be disabled first, and have no rows unless it becomes another. Run it"
          + " again after a kill: it goes on. Events are not renamed: bet-types rename does that.",
      "",
      "Reads EV_POSTGRES_URL, EV_POSTGRES_DIRECT_URL, EV_POSTGRES_USER, EV_POSTGRES_PASSWORD."
          + " Through a pooler in transaction mode it does not work: EV_POSTGRES_DIRECT_URL names"
          + " PostgreSQL itself then."
    },
    footerHeading = "%nExit codes:%n",
    footer = {
      "  0  done; with --plan: nothing is in the way; with --rehearse: all of it ran",
      "  1  refused, or stopped; the reason says whether anything has begun",
      "     with --rehearse also: that is no copy",
      "  2  wrong usage or configuration"
    })
final class BetTypesRestructureCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Option(names = "--labels", paramLabel = "FILE", description = "The labels of the target.")
  private Path labels;

  @Mixin private RestructureOptions options;

  @Mixin private CheckoutOption checkout;

  @Override
  public Integer call() throws Exception {
    if (labels == null && !options.isAboutWhatIsUnderWay()) {
      throw new ParameterException(
          spec.commandLine(), "Name the target by --labels FILE, or say --resume or --abort");
    }
    List<String> lines = labels == null ? List.of() : Files.readAllLines(labels);
    return new RestructureRun(spec, options, checkout)
        .call(
            (now, removed) ->
                Optional.of(new Request(Kind.RESTRUCTURE, "bet_type_enum", Target.parse(lines))));
  }
}
