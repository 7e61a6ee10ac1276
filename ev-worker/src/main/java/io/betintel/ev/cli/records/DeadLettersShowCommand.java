package io.betintel.ev.cli.records;

import io.betintel.ev.ops.Settings;
import io.betintel.ev.parking.DeadLetters;
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
      "Shows broken records: headers, key, and the value as JSON as far as it can be decoded.",
      "The header __streams.errors.message says what is wrong, ev-origin-* where the record was. A"
          + " value that cannot be decoded is shown as hexadecimal digits, with the reason.",
      ""
    })
final class DeadLettersShowCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Parameters(
      paramLabel = "PARTITION@OFFSET",
      converter = RecordIdConverter.class,
      description = "Records of the dead letters, such as 3@17; without any, the first.")
  private List<RecordId> ids = new ArrayList<>();

  @Option(
      names = "--reason",
      paramLabel = "REASON",
      description = "Only those broken so, such as key_mismatch.")
  private String reason;

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
    try (DeadLetters letters = DeadLettersCommand.open(settings);
        RecordOutput output = new RecordOutput(spec.commandLine().getOut(), json, settings)) {
      if (ids.isEmpty()) {
        AtomicInteger shown = new AtomicInteger();
        letters.each(
            Optional.ofNullable(reason),
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
            letters
                .at(id)
                .orElseThrow(() -> new IllegalStateException("there is no record " + id)));
      }
      return 0;
    }
  }
}
