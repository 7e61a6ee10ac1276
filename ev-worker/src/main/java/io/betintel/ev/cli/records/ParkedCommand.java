package io.betintel.ev.cli.records;

import picocli.CommandLine;
import picocli.CommandLine.Command;

@Command(
    name = "parked",
    mixinStandardHelpOptions = true,
    description = {
      "Events that wait in odds.parked for their bet type.",
      "They return by themselves, in order, once the type has a catalogue row and a label, is"
          + " enabled, and every live worker serves it. Each is kept for EV_PARKED_RETENTION, returned"
          + " or not. One whose event is over by then is counted and not returned."
    },
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {
      ParkedListCommand.class,
      ParkedShowCommand.class,
      ParkedReturnCommand.class,
      ParkedPurgeCommand.class,
      CommandLine.HelpCommand.class
    })
public final class ParkedCommand {
  private ParkedCommand() {}
}
