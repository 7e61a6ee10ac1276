package io.betintel.ev.cli.bettypes;

import io.betintel.ev.restructure.Kind;
import io.betintel.ev.restructure.Request;
import io.betintel.ev.restructure.Target;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
    name = "adopt",
    mixinStandardHelpOptions = true,
    description = {
      "Gives a text column, such as VARCHAR, the type bet_type_enum while everything runs. Values"
          + " that are no label are listed with their counts, and refused unless --map says which"
          + " label they become.",
      "",
      "Run it again after a kill: it goes on.",
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
final class BetTypesAdoptCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Parameters(
      arity = "0..1",
      paramLabel = "TABLE.COLUMN",
      description = "The column; its table with the schema, if it is not in the search path.")
  private String column;

  @Option(
      names = "--map",
      paramLabel = "VALUE=LABEL",
      description = "What a value becomes; as often as there are such values.")
  private Map<String, String> map = Map.of();

  @Mixin private RestructureOptions options;

  @Override
  public Integer call() throws Exception {
    if (column == null && !options.isAboutWhatIsUnderWay()) {
      throw new ParameterException(
          spec.commandLine(), "Name the column as TABLE.COLUMN, or say --resume or --abort");
    }
    return new RestructureRun(spec, options, null)
        .call((now, removed) -> Optional.of(new Request(Kind.ADOPT, column, new Target(now, map))));
  }
}
