package io.betintel.ev.cli.records;

import io.betintel.ev.cli.console.ChosenBetType;
import io.betintel.ev.worker.Configuration;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
    name = "purge",
    mixinStandardHelpOptions = true,
    description = {
      "Gives up the events of a bet type that wait now: they are not returned.",
      "They are counted as purged. Their records stay in the topic until its retention ends, and"
          + " until then `parked return NAME --again` returns them. Events that are parked later"
          + " wait as ever."
    },
    footerHeading = "%nExit codes:%n",
    footer = {
      "  0  they are given up",
      "  1  it failed; the reason is on standard error",
      "  2  wrong usage or configuration, or --yes is missing; nothing is changed"
    })
final class ParkedPurgeCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Mixin private ChosenBetType betType;

  @Option(names = "--yes", description = "Give them up; without it, only print how many wait.")
  private boolean yes;

  @Override
  public Integer call() throws Exception {
    PrintWriter out = spec.commandLine().getOut();
    try (ParkedAccess parked = new ParkedAccess(Configuration.fromEnvironment(System.getenv()))) {
      if (!yes) {
        spec.commandLine()
            .getErr()
            .println(
                parked.records().waiting(betType.get())
                    + " parked events of "
                    + betType.get()
                    + " would be given up: nothing is changed without --yes");
        return 2;
      }
      out.println(
          parked.records().purge(betType.get())
              + " parked events of "
              + betType.get()
              + " are given up");
      return 0;
    }
  }
}
