package io.betintel.ev.cli.records;

import io.betintel.ev.cli.console.BetTypeConverter;
import io.betintel.ev.odds.BetType;
import io.betintel.ev.parking.RecordGroup;
import io.betintel.ev.worker.Configuration;
import java.io.PrintWriter;
import java.util.Collection;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
    name = "list",
    mixinStandardHelpOptions = true,
    description = {
      "Counts what waits, by bet type, reason and partition.",
      "REASON is why an event was parked: disabled, no_label, no_row,"
          + " settings_not_understood, held or alias. RETURNED counts those that were returned and parked again."
          + " Times are the log's own. It reads the topic from the first event that waits, or with"
          + " --all from the beginning."
    })
final class ParkedListCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Option(
      names = "--bet-type",
      paramLabel = "NAME",
      converter = BetTypeConverter.class,
      description = "Only this bet type's.")
  private BetType betType;

  @Option(
      names = "--all",
      description = "Include what was returned or given up, as far as the topic keeps it.")
  private boolean all;

  @Option(names = "--json", description = "Print one JSON object per line of the table.")
  private boolean json;

  @Override
  public Integer call() throws Exception {
    PrintWriter out = spec.commandLine().getOut();
    try (ParkedAccess parked = new ParkedAccess(Configuration.fromEnvironment(System.getenv()))) {
      Collection<RecordGroup> groups = parked.records().list(Optional.ofNullable(betType), all);
      if (groups.isEmpty() && !json) {
        out.println("no event waits");
      } else {
        new RecordCounts(Optional.of("bet_type"), "returned").print(groups, json, out);
      }
      return 0;
    }
  }
}
