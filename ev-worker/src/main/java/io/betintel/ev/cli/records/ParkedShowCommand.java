package io.betintel.ev.cli.records;

import io.betintel.ev.cli.console.BetTypeConverter;
import io.betintel.ev.odds.BetType;
import io.betintel.ev.ops.Settings;
import io.betintel.ev.parking.ParkedRecords;
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
      "Shows parked events: headers, key, and the value as JSON by its writer's own schema.",
      "Without names it shows the first events that wait. A named event is shown even if it no"
          + " longer waits. A value that cannot be decoded is shown as hexadecimal digits, with the reason."
    })
final class ParkedShowCommand implements Callable<Integer> {
  @Mixin private RecordChoice choice;

  @Option(
      names = "--bet-type",
      paramLabel = "NAME",
      converter = BetTypeConverter.class,
      description = "Only this bet type's.")
  private BetType betType;

  @Override
  public Integer call() throws Exception {
    Settings settings = Configuration.fromEnvironment(System.getenv());
    try (ParkedAccess parked = new ParkedAccess(settings)) {
      ParkedRecords records = parked.records();
      choice.show(
          settings,
          records::at,
          wanted -> records.each(Optional.ofNullable(betType), false, wanted));
    }
    return 0;
  }
}
