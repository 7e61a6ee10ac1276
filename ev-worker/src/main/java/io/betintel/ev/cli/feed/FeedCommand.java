package io.betintel.ev.cli.feed;

import picocli.CommandLine;
import picocli.CommandLine.Command;

/** Groups the reference producer's commands. */
@Command(
    name = "feed",
    description = "Sends odds to odds.events: the reference producer.",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {FeedImportCommand.class, FeedPollCommand.class, CommandLine.HelpCommand.class})
public final class FeedCommand {}
