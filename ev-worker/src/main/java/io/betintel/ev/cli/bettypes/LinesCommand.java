package io.betintel.ev.cli.bettypes;

import picocli.CommandLine;
import picocli.CommandLine.Command;

@Command(
    name = "lines",
    mixinStandardHelpOptions = true,
    description = "Priced lines, as workers publish them.",
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {LinesRepublishCommand.class, CommandLine.HelpCommand.class})
public final class LinesCommand {
  private LinesCommand() {}
}
