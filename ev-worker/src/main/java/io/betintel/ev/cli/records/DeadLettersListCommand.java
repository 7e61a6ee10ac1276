package io.betintel.ev.cli.records;

import io.betintel.ev.parking.DeadLetters;
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
      "Counts the broken records by reason and partition.",
      "REPLAYED counts those that were sent again and were broken once more. Times are the log's"
          + " own. It reads the whole topic."
    })
final class DeadLettersListCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Option(
      names = "--reason",
      paramLabel = "REASON",
      description = "Only those with this reason, such as key_mismatch.")
  private String reason;

  @Option(names = "--json", description = "Print one JSON object per line of the table.")
  private boolean json;

  @Override
  public Integer call() {
    PrintWriter out = spec.commandLine().getOut();
    try (DeadLetters letters =
        DeadLettersCommand.open(Configuration.fromEnvironment(System.getenv()))) {
      Collection<RecordGroup> groups = letters.list(Optional.ofNullable(reason));
      if (groups.isEmpty() && !json) {
        out.println("no broken record");
      } else {
        new RecordCounts(Optional.empty(), "replayed").print(groups, json, out);
      }
      return 0;
    }
  }
}
