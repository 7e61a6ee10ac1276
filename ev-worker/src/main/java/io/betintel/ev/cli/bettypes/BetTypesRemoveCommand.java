package io.betintel.ev.cli.bettypes;

import io.betintel.ev.cli.console.BetTypeConverter;
import io.betintel.ev.odds.BetType;
import io.betintel.ev.restructure.Kind;
import io.betintel.ev.restructure.Request;
import io.betintel.ev.restructure.Target;
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
    name = "remove",
    mixinStandardHelpOptions = true,
    description = {
      "Removes a label from bet_type_enum while everything runs. The bet type must be disabled, and"
          + " have no rows unless --into says what they become. Its catalogue row stays, disabled,"
          + " and the registry keeps the symbol for ever: its events wait in odds.parked.",
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
final class BetTypesRemoveCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Parameters(arity = "0..1", paramLabel = "NAME", description = "The bet type.")
  private String name;

  @Option(
      names = "--into",
      paramLabel = "NAME",
      converter = BetTypeConverter.class,
      description = "The bet type that its rows become.")
  private BetType into;

  @Mixin private RestructureOptions options;

  @Mixin private CheckoutOption checkout;

  @Override
  public Integer call() throws Exception {
    if (name == null && !options.isAboutWhatIsUnderWay()) {
      throw new ParameterException(
          spec.commandLine(), "Name the bet type, or say --resume or --abort");
    }
    return new RestructureRun(spec, options, checkout)
        .call(
            (now, removed) ->
                removed.contains(name) && !now.contains(name)
                    ? Optional.empty()
                    : Optional.of(
                        new Request(
                            Kind.REMOVE,
                            name,
                            Target.without(now, name, into == null ? null : into.symbol()))));
  }
}
