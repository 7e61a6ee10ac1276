package io.betintel.ev.cli.bettypes;

import io.betintel.ev.catalogue.CatalogueEdit;
import io.betintel.ev.catalogue.Heartbeat;
import io.betintel.ev.cli.console.SpanConverter;
import java.io.PrintWriter;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import picocli.CommandLine.Option;

/** {@code --wait}: until every live worker acts on a change. */
final class WaitOption {
  private static final long LOOK_MS = 100;

  @Option(
      names = "--wait",
      description =
          "Return when every live worker acts on it; name those that do not, and exit with 1.")
  private boolean asked;

  @Option(
      names = "--timeout",
      paramLabel = "DURATION",
      defaultValue = "30s",
      converter = SpanConverter.class,
      description = "The longest wait: a number with ms, s, m, h or d. Default: ${DEFAULT-VALUE}.")
  private Duration timeout;

  boolean asked() {
    return asked;
  }

  /**
   * Waits for all workers that live.
   *
   * @return the workers; null if one did not acknowledge in time, which has been said then
   */
  List<Heartbeat> await(
      CatalogueAccess catalogue, CatalogueEdit edit, PrintWriter out, PrintWriter err)
      throws SQLException, InterruptedException {
    long began = System.nanoTime();
    while (true) {
      List<Heartbeat> workers = catalogue.workers().since(began);
      List<Heartbeat> late =
          workers.stream().filter(worker -> !worker.acknowledged(edit.version())).toList();
      if (late.isEmpty()) {
        out.println(
            workers.isEmpty()
                ? "No worker runs: the next one that starts acts on it"
                : "Acknowledged by "
                    + workers.size()
                    + (workers.size() == 1 ? " worker" : " workers"));
        return workers;
      }
      if (System.nanoTime() - began >= timeout.toNanos()) {
        late.forEach(worker -> err.println(complaint(worker, edit)));
        return null;
      }
      Thread.sleep(LOOK_MS);
    }
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
