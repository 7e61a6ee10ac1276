package io.betintel.ev.cli.bettypes;

import io.betintel.ev.catalogue.CatalogueEdit;
import io.betintel.ev.catalogue.Heartbeat;
import io.betintel.ev.cli.console.ChosenBetTypes;
import io.betintel.ev.odds.BetType;
import io.betintel.ev.ops.Settings;
import io.betintel.ev.worker.Configuration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

@Command(
    name = "enable",
    mixinStandardHelpOptions = true,
    description = {
      "Switches bet types on: their events are priced, those that wait in odds.parked return, and"
          + " every line of them is published again.",
      "Refused until the database has its label and the catalogue its row; of several, the others"
          + " are enabled. Enabling an enabled bet type changes nothing.",
      "",
      "It warns of logical subscribers that lack the label (those that --subscriber names, or else"
          + " that bet types are published at all) and of replication slots without a reader.",
      "",
      "With --wait it returns once every live worker acts on the change and serves the bet types.",
      "",
      "Reads EV_POSTGRES_URL, EV_POSTGRES_USER, EV_POSTGRES_PASSWORD."
    })
final class BetTypesEnableCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;
  @Mixin private ChosenBetTypes betTypes;
  @Mixin private Acknowledgement acknowledgement;
  @Mixin private SubscriberOption subscribers;

  @Override
  public Integer call() throws Exception {
    Settings settings = Configuration.fromEnvironment(System.getenv());
    try (CatalogueAccess catalogue = CatalogueAccess.open(settings)) {
      Flagging flagging = new Flagging(catalogue, spec);
      Set<String> warnings = new HashSet<>();
      for (BetType betType : betTypes.all()) {
        catalogue.subscriberWarnings(betType, subscribers).stream()
            .filter(warnings::add) // some are of all bet types
            .forEach(line -> spec.commandLine().getErr().println("Warning: " + line));
        flagging.set(betType, true);
      }
      if (flagging.last().isEmpty()) {
        return 1;
      }
      Optional<List<Heartbeat>> workers =
          acknowledgement.await(catalogue.workers(), flagging.last().get());
      return workers.isPresent() && allServe(flagging, workers.get()) && !flagging.isRefused()
          ? 0
          : 1;
    }
  }

  private boolean allServe(Flagging flagging, List<Heartbeat> workers) {
    boolean all = true;
    for (CatalogueEdit edit : flagging.edits()) {
      for (Heartbeat worker : workers) {
        if (!worker.serves(edit.betType())) {
          all = false;
          spec.commandLine().getErr().println(complaint(worker, edit.betType()));
        }
      }
    }
    return all;
  }

  private static String complaint(Heartbeat worker, BetType betType) {
    return "Worker "
        + worker.worker()
        + " (build "
        + worker.build()
        + ") acts on it and does not serve "
        + betType
        + ": its log says what of the row it does not understand";
  }
}
