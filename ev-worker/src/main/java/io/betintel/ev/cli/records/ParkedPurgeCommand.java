package io.betintel.ev.cli.records;

import io.betintel.ev.cli.console.ChosenBetTypes;
import io.betintel.ev.odds.BetType;
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
      "Gives up the events of bet types that wait now: they are not returned.",
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

  @Mixin private ChosenBetTypes betTypes;

  @Option(names = "--yes", description = "Give them up; without it, only print how many wait.")
  private boolean yes;

  @Override
  public Integer call() throws Exception {
    PrintWriter out = spec.commandLine().getOut();
    try (ParkedAccess parked = new ParkedAccess(Configuration.fromEnvironment(System.getenv()))) {
      for (BetType betType : betTypes.all()) {
        if (yes) {
          out.println(
              parked.records().purge(betType) + " parked events of " + betType + " are given up");
        } else {
          spec.commandLine()
              .getErr()
              .println(
                  parked.records().waiting(betType)
                      + " parked events of "
                      + betType
                      + " would be given up: nothing is changed without --yes");
        }
      }
      return yes ? 0 : 2;
    }
  }
}
