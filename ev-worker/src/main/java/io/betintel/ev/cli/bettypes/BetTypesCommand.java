package io.betintel.ev.cli.bettypes;

import picocli.CommandLine;
import picocli.CommandLine.Command;

/** Groups the commands for bet types. */
@Command(
    name = "bet-types",
    description = "The catalogue of bet types: their state, the feature flag, the settings.",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {
      BetTypesListCommand.class,
      BetTypesShowCommand.class,
      BetTypesEnableCommand.class,
      BetTypesDisableCommand.class,
      BetTypesSetCommand.class,
      BetTypesRenameCommand.class,
      BetTypesAddCommand.class,
      BetTypesCheckCommand.class,
      BetTypesRemoveCommand.class,
      BetTypesRestructureCommand.class,
      BetTypesAdoptCommand.class,
      BetTypesExpectCommand.class,
      CommandLine.HelpCommand.class
    })
public final class BetTypesCommand {}
