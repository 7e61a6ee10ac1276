package io.betintel.ev.cli.bettypes;

import io.betintel.ev.catalogue.CatalogueEdit;
import io.betintel.ev.catalogue.Heartbeat;
import io.betintel.ev.catalogue.LiveWorkers;
import io.betintel.ev.cli.console.WaitOption;
import java.io.PrintWriter;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code --wait} of the commands that change the catalogue: until every live worker acts on it. */
final class Acknowledgement {
  @Spec(Spec.Target.MIXEE)
  private CommandSpec spec;

  @Mixin private WaitOption wait;

  boolean isAsked() {
    return wait.isAsked();
  }

  /**
   * Waits if that is asked for, and prints the result.
   *
   * @return the workers that act on the change (an empty list if no wait is asked for); empty if a
   *     worker did not acknowledge it in time
   */
  Optional<List<Heartbeat>> await(LiveWorkers live, CatalogueEdit edit) throws Exception {
    if (!wait.isAsked()) {
      return Optional.of(List.of());
    }
    long began = System.nanoTime();
    Optional<List<Heartbeat>> workers =
        wait.until(
            () ->
                Optional.of(live.since(began))
                    .filter(all -> all.stream().noneMatch(worker -> isLate(worker, edit))));
    if (workers.isPresent()) {
      spec.commandLine().getOut().println(text(workers.get().size()));
    } else {
      PrintWriter err = spec.commandLine().getErr();
      live.since(began).stream()
          .filter(worker -> isLate(worker, edit))
          .forEach(worker -> err.println(complaint(worker, edit)));
    }
    return workers;
  }

  private static boolean isLate(Heartbeat worker, CatalogueEdit edit) {
    return !worker.acknowledged(edit.version());
  }

  private static String text(int workers) {
    return workers == 0
        ? "No worker runs: the next one that starts acts on it"
        : "Acknowledged by " + workers + (workers == 1 ? " worker" : " workers");
  }

  private static String complaint(Heartbeat worker, CatalogueEdit edit) {
    return "Worker "
        + worker.worker()
        + " on "
        + worker.host()
        + " (build "
        + worker.build()
        + ") has not acknowledged version "
        + edit.version()
        + ": it acts on "
        + worker.version()
        + " and was seen "
        + worker.seenAgo().toSeconds()
        + " s ago. The change itself is made";
  }
}
