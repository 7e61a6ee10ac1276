package io.betintel.ev.cli.bettypes;

import io.betintel.ev.migrations.NewBetType;
import io.betintel.ev.rollout.LiveAddition;
import io.betintel.ev.rollout.LiveRollout;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;

/** Prints what {@code bet-types add} did and what comes next. */
final class AdditionText {
  private AdditionText() {}

  static void files(
      List<NewBetType> betTypes,
      Path root,
      Collection<Path> files,
      boolean dryRun,
      PrintWriter out) {
    files.forEach(
        file -> out.println((dryRun ? "would write " : "wrote ") + root.relativize(file)));
    out.println();
    out.println("Review:");
    for (NewBetType betType : betTypes) {
      out.println(
          "  " + betType.name() + " is \"" + betType.title() + "\", shape " + betType.shape());
    }
    out.println("  the name is final: a symbol and a label are never removed or renamed");
    out.println("  ev-worker schemas diff --checkout .     shows nothing; ./mvnw verify is green");
    String name = betTypes.get(0).name();
    out.println(
        """

        Roll out, in any order; each step may be run again, and none stops anything:
          ev-worker migrate                        label and row, disabled, for admins only
          ev-worker schemas                        the symbol; feeds may send from here on
          deploy the build                         serving it does not need this
          ev-worker bet-types check                says what is still missing, and where
          ev-worker bet-types enable NAME --wait   what was parked meanwhile is priced
          ev-worker bet-types show NAME            rows, cached lines, events per minute
          ev-worker bet-types set NAME min_role=premium
        Take back: ev-worker bet-types disable NAME --wait; reverting the commit is safe too.
        migrations/README.md has each step with what to see.\
        """
            .replace("NAME", name));
    out.flush();
  }

  static void installation(List<String> names, LiveRollout.Added added, PrintWriter out) {
    LiveAddition.Result database = added.database();
    for (String name : names) {
      out.println(
          name
              + (database == null
                  ? " would be added"
                  : ": label "
                      + there(database.labels().contains(name))
                      + ", row "
                      + (database.rows().contains(name)
                          ? "added, disabled, for admins only"
                          : "was there")));
    }
    out.println(
        added.registry().subject()
            + " "
            + added.registry().outcome().label()
            + (added.registry().version() == 0 ? "" : ", version " + added.registry().version()));
    if (database != null) {
      out.println(
          "Next: ev-worker bet-types enable "
              + names.get(0)
              + " --wait; and bet-types add in a checkout, so that the next build knows it too");
    }
    out.flush();
  }

  /**
   * @param added those that were missing
   */
  static void labels(
      List<String> names, List<String> added, boolean dryRun, String url, PrintWriter out) {
    for (String name : names) {
      String outcome = added.contains(name) ? (dryRun ? "would be added" : "added") : there(false);
      out.println(name + ": label " + outcome + " at " + url);
    }
    out.println(
        "Next: the same on every other subscriber; then on the publisher ev-worker migrate, or"
            + " bet-types add "
            + names.get(0)
            + " --db");
    out.flush();
  }

  private static String there(boolean added) {
    return added ? "added" : "was there";
  }
}
