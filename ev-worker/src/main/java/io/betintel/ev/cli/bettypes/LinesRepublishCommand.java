package io.betintel.ev.cli.bettypes;

import io.betintel.ev.catalogue.CatalogueEdit;
import io.betintel.ev.cli.console.BetTypeConverter;
import io.betintel.ev.odds.BetType;
import io.betintel.ev.worker.Configuration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
    name = "republish",
    mixinStandardHelpOptions = true,
    description = {
      "Publishes every line again that the workers hold, also of quiet markets and without any"
          + " change: the way back after ev.lines or a store was lost, together with ev-worker sink"
          + " rebuild.",
      "Pricing goes on meanwhile. The workers publish EV_SWEEP_RATE lines a second at the most;"
          + " ev_sweep_markets says how many markets wait.",
      "",
      "With --wait it returns once every live worker has begun.",
      "",
      "Reads EV_POSTGRES_URL, EV_POSTGRES_USER, EV_POSTGRES_PASSWORD."
    })
final class LinesRepublishCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Option(
      names = "--type",
      paramLabel = "NAME",
      converter = BetTypeConverter.class,
      description = "Only of this bet type. Default: of every enabled one.")
  private BetType betType;

  @Mixin private Acknowledgement acknowledgement;

  @Override
  public Integer call() throws Exception {
    try (CatalogueAccess catalogue =
        CatalogueAccess.open(Configuration.fromEnvironment(System.getenv()))) {
      List<CatalogueEdit> edits =
          catalogue.changeAll(editor -> editor.republish(Optional.ofNullable(betType)));
      spec.commandLine()
          .getOut()
          .println(
              edits.isEmpty()
                  ? "No bet type is enabled: nothing is published"
                  : "The lines of "
                      + edits.stream()
                          .map(edit -> edit.betType().symbol())
                          .collect(Collectors.joining(", "))
                      + " are published again; catalogue version "
                      + edits.get(0).version());
      return edits.isEmpty() || acknowledgement.await(catalogue.workers(), edits.get(0)).isPresent()
          ? 0
          : 1;
    }
  }
}
