package io.betintel.ev.cli.records;

import io.betintel.ev.codec.Topics;
import io.betintel.ev.ops.KafkaConfig;
import io.betintel.ev.ops.Settings;
import io.betintel.ev.parking.DeadLetters;
import io.betintel.ev.stream.TopicPlan;
import io.betintel.ev.stream.TopicSettings;
import picocli.CommandLine;
import picocli.CommandLine.Command;

@Command(
    name = "dead-letters",
    mixinStandardHelpOptions = true,
    description = {
      "Broken records, which odds.dead-letter keeps whole with the reason and their origin."
    },
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {
      DeadLettersListCommand.class,
      DeadLettersShowCommand.class,
      DeadLettersReplayCommand.class,
      CommandLine.HelpCommand.class
    })
public final class DeadLettersCommand {
  private DeadLettersCommand() {}

  static DeadLetters open(Settings settings) {
    Topics topics = Topics.from(settings);
    return new DeadLetters(
        KafkaConfig.from(settings),
        topics.deadLetters(),
        topics.oddsEvents(),
        TopicSettings.from(settings).largestEvent() + TopicPlan.MARGIN);
  }
}
