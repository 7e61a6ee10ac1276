package io.betintel.ev.cli.records;

import io.betintel.ev.cli.console.BetTypeConverter;
import io.betintel.ev.odds.BetType;
import io.betintel.ev.ops.Settings;
import io.betintel.ev.parking.RecordId;
import io.betintel.ev.worker.Configuration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
    name = "show",
    mixinStandardHelpOptions = true,
    description = {
      "Shows parked events: headers, key, and the value as JSON by its writer's own schema.",
      "Without records named, the first that wait. A value that cannot be decoded is shown as"
          + " hexadecimal digits, with the reason.",
      ""
    })
final class ParkedShowCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Parameters(
      paramLabel = "PARTITION@OFFSET",
      converter = RecordIdConverter.class,
      description = "Records, such as 3@17, whatever has become of them.")
  private List<RecordId> ids = new ArrayList<>();

  @Option(
      names = "--bet-type",
      paramLabel = "NAME",
      converter = BetTypeConverter.class,
      description = "Only this bet type's.")
  private BetType betType;

  @Option(
      names = "--limit",
      paramLabel = "N",
      defaultValue = "10",
      description = "The most that are shown (default: ${DEFAULT-VALUE}).")
  private int limit;

  @Option(names = "--json", description = "One JSON object per line.")
  private boolean json;

  @Override
  public Integer call() throws Exception {
    Settings settings = Configuration.fromEnvironment(System.getenv());
    try (ParkedAccess parked = new ParkedAccess(settings);
        RecordOutput output = new RecordOutput(spec.commandLine().getOut(), json, settings)) {
      if (ids.isEmpty()) {
        AtomicInteger shown = new AtomicInteger();
        parked
            .records()
            .each(
                Optional.ofNullable(betType),
                false,
                record -> {
                  if (shown.get() < limit) {
                    output.print(record);
                  }
                  return shown.incrementAndGet() < limit;
                });
        return 0;
      }
      for (RecordId id : ids) {
        output.print(
            parked
                .records()
                .at(id)
                .orElseThrow(() -> new IllegalStateException("there is no record " + id)));
      }
      return 0;
    }
  }
}
