package io.betintel.ev.cli.records;

import io.betintel.ev.ops.Settings;
import io.betintel.ev.parking.DeadLetters;
import io.betintel.ev.worker.Configuration;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
    name = "show",
    mixinStandardHelpOptions = true,
    description = {
      "Shows broken records: headers, key, and the value as JSON as far as it can be decoded.",
      "The header __streams.errors.message says what is wrong, ev-origin-* where the record was. A"
          + " value that cannot be decoded is shown as hexadecimal digits, with the reason."
    })
final class DeadLettersShowCommand implements Callable<Integer> {
  @Mixin private RecordChoice choice;

  @Option(
      names = "--reason",
      paramLabel = "REASON",
      description = "Only those with this reason, such as key_mismatch.")
  private String reason;

  @Override
  public Integer call() throws Exception {
    Settings settings = Configuration.fromEnvironment(System.getenv());
    try (DeadLetters letters = DeadLettersCommand.open(settings)) {
      choice.show(
          settings, letters::at, wanted -> letters.each(Optional.ofNullable(reason), wanted));
    }
    return 0;
  }
}
