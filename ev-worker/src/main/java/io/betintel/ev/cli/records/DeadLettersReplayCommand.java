package io.betintel.ev.cli.records;

import io.betintel.ev.parking.DeadLetters;
import io.betintel.ev.parking.RecordId;
import io.betintel.ev.worker.Configuration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
    name = "replay",
    mixinStandardHelpOptions = true,
    description = {
      "Sends broken records to odds.events again, byte for byte as they came. Use it when the fault"
          + " was not in the records, such as a schema that was missing in the registry.",
      "Key, value, timestamp, partition and the producer's headers are the record's own; the header"
          + " ev-replay-attempt counts the attempts. A record that is still broken becomes another"
          + " dead letter; one that was applied before is superseded. The old dead letter stays."
    },
    footerHeading = "%nExit codes:%n",
    footer = {
      "  0  every chosen record was sent",
      "  1  one could not be sent; the reason is on standard error",
      "  2  wrong usage or configuration"
    })
final class DeadLettersReplayCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Parameters(
      paramLabel = "PARTITION@OFFSET",
      converter = RecordIdConverter.class,
      description = "Records of the dead letters, such as 3@17.")
  private List<RecordId> ids = new ArrayList<>();

  @Option(
      names = "--reason",
      paramLabel = "REASON",
      description = "All records with this reason, such as unknown_schema.")
  private String reason;

  @Option(
      names = "--most-attempts",
      paramLabel = "N",
      defaultValue = "0",
      description =
          "With --reason, also those that were sent again up to N times before and came back"
              + " (default: ${DEFAULT-VALUE}).")
  private int mostAttempts;

  private int sent;
  private int failed;

  @Override
  public Integer call() throws InterruptedException {
    if (ids.isEmpty() == (reason == null)) {
      throw new ParameterException(
          spec.commandLine(), "give either records or --reason, to say what is sent again");
    }
    try (DeadLetters letters =
        DeadLettersCommand.open(Configuration.fromEnvironment(System.getenv()))) {
      List<ConsumerRecord<byte[], byte[]>> chosen = new ArrayList<>();
      if (reason != null) {
        letters.each(
            Optional.ofNullable(reason),
            letter -> {
              if (DeadLetters.attempts(letter) <= mostAttempts) {
                chosen.add(letter);
              }
              return true;
            });
      }
      for (RecordId id : ids) {
        chosen.add(
            letters.at(id).orElseThrow(() -> new IllegalStateException("no such record: " + id)));
      }
      for (ConsumerRecord<byte[], byte[]> letter : chosen) {
        replay(letters, letter);
      }
    }
    spec.commandLine().getOut().println(sent + " sent again, " + failed + " not");
    return failed == 0 ? 0 : 1;
  }

  private void replay(DeadLetters letters, ConsumerRecord<byte[], byte[]> letter)
      throws InterruptedException {
    Optional<String> obstacle = letters.replay(letter);
    if (obstacle.isEmpty()) {
      sent++;
    } else {
      failed++;
      RecordId id = new RecordId(letter.partition(), letter.offset());
      spec.commandLine().getErr().println(id + " is not sent: " + obstacle.get());
    }
  }
}
