package io.betintel.ev.cli.bettypes;

import io.betintel.ev.catalogue.CatalogueEdit;
import io.betintel.ev.catalogue.Heartbeat;
import io.betintel.ev.cli.console.BetTypeConverter;
import io.betintel.ev.odds.BetType;
import io.betintel.ev.ops.Settings;
import io.betintel.ev.worker.Configuration;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
    name = "enable",
    mixinStandardHelpOptions = true,
    description = {
      "Switches a bet type on: its events are priced, those that wait in odds.parked return, and"
          + " every line of it is published again.",
      "Refused before the database has its label and the catalogue its row. Enabling what is"
          + " enabled changes nothing.",
      "",
      "Reads EV_POSTGRES_URL, EV_POSTGRES_USER, EV_POSTGRES_PASSWORD."
    })
final class BetTypesEnableCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Parameters(paramLabel = "NAME", converter = BetTypeConverter.class, description = "Which.")
  private BetType betType;

  @Mixin private WaitOption wait;

  @Override
  public Integer call() throws Exception {
    PrintWriter out = spec.commandLine().getOut();
    Settings settings = Configuration.fromEnvironment(System.getenv());
    try (CatalogueAccess catalogue = CatalogueAccess.open(settings)) {
      CatalogueEdit edit = catalogue.change(editor -> editor.enable(betType, true));
      out.println(
          betType
              + (edit.changed() ? " is enabled" : " is enabled already")
              + "; catalogue version "
              + edit.version());
      if (!wait.asked()) {
        return 0;
      }
      List<Heartbeat> workers = wait.await(catalogue, edit, out, spec.commandLine().getErr());
      if (workers == null) {
        return 1;
      }
      List<Heartbeat> idle = workers.stream().filter(worker -> !worker.serves(betType)).toList();
      idle.forEach(
          worker ->
              spec.commandLine()
                  .getErr()
                  .println(
                      "Worker "
                          + worker.worker()
                          + " (build "
                          + worker.build()
                          + ") acts on it and does not serve "
                          + betType
                          + ": its log says what of the row it does not understand"));
      return idle.isEmpty() ? 0 : 1;
    }
  }
}
