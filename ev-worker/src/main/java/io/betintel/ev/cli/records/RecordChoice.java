package io.betintel.ev.cli.records;

import io.betintel.ev.ops.Settings;
import io.betintel.ev.parking.RecordId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Which records a {@code show} command shows, and how. */
final class RecordChoice {
  @Spec(Spec.Target.MIXEE)
  private CommandSpec spec;

  @Parameters(
      paramLabel = "PARTITION@OFFSET",
      converter = RecordIdConverter.class,
      description = "Records of the topic, such as 3@17. Default: the first ones.")
  private List<RecordId> ids = new ArrayList<>();

  @Option(
      names = "--limit",
      paramLabel = "N",
      defaultValue = "10",
      description = "Show at most N records if none is named (default: ${DEFAULT-VALUE}).")
  private int limit;

  @Option(names = "--json", description = "Print one JSON object per line.")
  private boolean json;

  /**
   * Prints the records that were named, or else the first ones.
   *
   * @param at finds a record
   * @param first offers the records in order, until one is declined
   * @throws IllegalStateException if a named record does not exist
   */
  void show(
      Settings settings,
      Function<RecordId, Optional<ConsumerRecord<byte[], byte[]>>> at,
      Source first)
      throws Exception {
    try (RecordOutput output = new RecordOutput(spec.commandLine().getOut(), json, settings)) {
      for (RecordId id : ids) {
        output.print(
            at.apply(id).orElseThrow(() -> new IllegalStateException("no such record: " + id)));
      }
      if (ids.isEmpty() && limit > 0) {
        AtomicInteger shown = new AtomicInteger();
        first.each(
            record -> {
              output.print(record);
              return shown.incrementAndGet() < limit;
            });
      }
    }
  }

  /** Offers records in order, until one is declined. */
  interface Source {
    void each(Predicate<ConsumerRecord<byte[], byte[]>> wanted) throws Exception;
  }
}
