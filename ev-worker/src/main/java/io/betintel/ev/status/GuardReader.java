package io.betintel.ev.status;

import java.time.Clock;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.DescribeProducersResult.PartitionProducerState;
import org.apache.kafka.clients.admin.FinalizedVersionRange;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.UnsupportedVersionException;

/** Asks Kafka whether a record can be lost, doubled or hold up its readers. */
final class GuardReader {
  static final String TRANSACTIONS = "transaction.version";

  /** From this version on, the broker refuses a late record of a transaction that has ended. */
  private static final int SAFE_TRANSACTIONS = 2;

  private static final Duration RECENT = Duration.ofHours(1);

  private final Admin admin;
  private final Clock clock;

  GuardReader(Admin admin, Clock clock) {
    this.admin = admin;
    this.clock = clock;
  }

  /**
   * @param input the topic that feeds write to
   * @param odds its partitions; empty if it is missing
   * @throws ExecutionException if Kafka does not answer
   */
  List<Guard> read(String input, Collection<TopicPartition> odds)
      throws ExecutionException, InterruptedException {
    String producers = "producers of " + input;
    return List.of(
        known(TRANSACTIONS, this::transactions),
        known(producers, () -> producers(producers, odds)));
  }

  private Guard transactions() throws ExecutionException, InterruptedException {
    FinalizedVersionRange range =
        admin.describeFeatures().featureMetadata().get().finalizedFeatures().get(TRANSACTIONS);
    int version = range == null ? 0 : range.maxVersionLevel();
    return new Guard(
        TRANSACTIONS,
        Integer.toString(version),
        version >= SAFE_TRANSACTIONS
            ? null
            : "a late record may block readers for ever: kafka-features.sh upgrade --feature "
                + TRANSACTIONS
                + "="
                + SAFE_TRANSACTIONS);
  }

  /** Kafka remembers idempotent producers only, for a day after their last record. */
  private Guard producers(String name, Collection<TopicPartition> odds)
      throws ExecutionException, InterruptedException {
    long idempotent =
        admin.describeProducers(odds).all().get().values().stream()
            .map(PartitionProducerState::activeProducers)
            .flatMap(List::stream)
            .map(producer -> producer.producerId())
            .distinct()
            .count();
    boolean unsafe = idempotent == 0 && isFed(odds);
    return new Guard(
        name,
        idempotent + " idempotent",
        unsafe
            ? "records arrive, none from an idempotent producer: set enable.idempotence=true and"
                + " acks=all in the feed"
            : null);
  }

  private boolean isFed(Collection<TopicPartition> odds)
      throws ExecutionException, InterruptedException {
    Map<TopicPartition, OffsetSpec> latest = new HashMap<>();
    odds.forEach(partition -> latest.put(partition, OffsetSpec.maxTimestamp()));
    long recent = clock.instant().minus(RECENT).toEpochMilli();
    return admin.listOffsets(latest).all().get().values().stream()
        .mapToLong(ListOffsetsResultInfo::timestamp)
        .anyMatch(timestamp -> timestamp >= recent);
  }

  /** An older Kafka, or one that refuses the question, must not hide the rest. */
  private static Guard known(String name, Question question)
      throws ExecutionException, InterruptedException {
    try {
      return question.ask();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof UnsupportedVersionException
          || e.getCause() instanceof AuthorizationException) {
        return new Guard(name, "unknown: " + e.getCause().getMessage(), null);
      }
      throw e;
    }
  }

  private interface Question {
    Guard ask() throws ExecutionException, InterruptedException;
  }
}
