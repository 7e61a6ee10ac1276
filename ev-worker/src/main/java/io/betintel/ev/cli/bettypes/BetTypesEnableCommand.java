package io.betintel.ev.cli.bettypes;

import io.betintel.ev.catalogue.CatalogueEdit;
import io.betintel.ev.catalogue.Heartbeat;
import io.betintel.ev.cli.console.ChosenBetType;
import io.betintel.ev.ops.Settings;
import io.betintel.ev.worker.Configuration;
import java.io.PrintWriter;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

@Command(
    name = "enable",
    mixinStandardHelpOptions = true,
    description = {
      "Switches a bet type on: its events are priced, those that wait in odds.parked return, and"
          + " every line of it is published again.",
      "Refused until the database has its label and the catalogue its row. Enabling an enabled bet"
          + " type changes nothing.",
      "",
      "It warns of logical subscribers that lack the label (those that --subscriber names, or else"
          + " that bet types are published at all) and of replication slots without a reader.",
      "",
      "With --wait it returns once every live worker acts on the change and serves the bet type.",
      "",
      "Reads EV_POSTGRES_URL, EV_POSTGRES_USER, EV_POSTGRES_PASSWORD."
    })
final class BetTypesEnableCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;
  @Mixin private ChosenBetType betType;
  @Mixin private Acknowledgement acknowledgement;
  @Mixin private SubscriberOption subscribers;

  @Override
  public Integer call() throws Exception {
    Settings settings = Configuration.fromEnvironment(System.getenv());
    try (CatalogueAccess catalogue = CatalogueAccess.open(settings)) {
      catalogue
          .subscriberWarnings(betType.get(), subscribers)
          .forEach(line -> spec.commandLine().getErr().println("Warning: " + line));
      CatalogueEdit edit = catalogue.change(editor -> editor.enable(betType.get(), true));
      spec.commandLine()
          .getOut()
          .println(
              betType.get()
                  + (edit.changed() ? " is enabled" : " is enabled already")
                  + "; catalogue version "
                  + edit.version());
      Optional<List<Heartbeat>> workers = acknowledgement.await(catalogue.workers(), edit);
      return workers.isPresent() && allServe(workers.get()) ? 0 : 1;
    }
  }

  private boolean allServe(List<Heartbeat> workers) {
    List<Heartbeat> idle =
        workers.stream().filter(worker -> !worker.serves(betType.get())).toList();
    PrintWriter err = spec.commandLine().getErr();
    idle.forEach(worker -> err.println(complaint(worker)));
    return idle.isEmpty();
  }

  private String complaint(Heartbeat worker) {
    return "Worker "
        + worker.worker()
        + " (build "
        + worker.build()
        + ") acts on it and does not serve "
        + betType.get()
        + ": its log says what of the row it does not understand";
  }
}
