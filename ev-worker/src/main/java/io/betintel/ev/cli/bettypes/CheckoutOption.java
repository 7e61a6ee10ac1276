package io.betintel.ev.cli.bettypes;

import io.betintel.ev.restructure.Restructure;
import io.betintel.ev.rollout.AdditionRefusal;
import io.betintel.ev.rollout.Checkout;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import java.util.Map;
import picocli.CommandLine.Option;

/** The checkout whose migrations shall lead to the labels that the database has now. */
final class CheckoutOption {
  @Option(
      names = "--checkout",
      paramLabel = "DIR",
      description =
          "Afterwards, write the migration by which other databases get the same labels into this"
              + " checkout.")
  private Path directory;

  boolean isAsked() {
    return directory != null;
  }

  /**
   * Refuses what is no checkout before anything is changed.
   *
   * @throws io.betintel.ev.ops.ConfigException if it is none
   */
  void require() {
    if (directory != null) {
      Checkout.at(directory);
    }
  }

  void write(Restructure restructure, PrintWriter out)
      throws SQLException, IOException, AdditionRefusal {
    if (directory == null) {
      out.println("Other databases: the same with --checkout DIR writes a migration for them");
      return;
    }
    Checkout checkout = Checkout.at(directory);
    Map<Path, String> files =
        checkout.planLabels(
            restructure.labels(), restructure.removed(), Clock.systemUTC().instant());
    checkout.write(files);
    files.keySet().forEach(file -> out.println("wrote " + checkout.root().relativize(file)));
    if (files.isEmpty()) {
      out.println("The checkout has the migration already");
    }
  }
}
