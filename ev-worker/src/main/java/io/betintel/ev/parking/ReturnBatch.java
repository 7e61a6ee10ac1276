package io.betintel.ev.parking;

import io.betintel.ev.odds.BetType;
import io.betintel.ev.odds.InvalidOddsException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Some parked records. Each is sent, left waiting or skipped; metrics are counted once the batch is
 * stored. Used once, by one thread.
 */
final class ReturnBatch {
  private static final Logger LOG = LoggerFactory.getLogger(ReturnBatch.class);

  private final Returning returning;
  private final int partitions;
  private final Predicate<BetType> mayReturn;
  private final List<Future<RecordMetadata>> sent = new ArrayList<>();
  private final List<Runnable> counts = new ArrayList<>();
  private final Map<BetType, Instant> held = new HashMap<>();

  /**
   * @param partitions of the input, and so of the hop
   * @param mayReturn says whether a bet type's records may be returned now
   */
  ReturnBatch(Returning returning, int partitions, Predicate<BetType> mayReturn) {
    this.returning = returning;
    this.partitions = partitions;
    this.mayReturn = mayReturn;
  }

  void consider(PartitionLedger ledger, ConsumerRecord<byte[], byte[]> record) {
    Optional<BetType> found = betType(record);
    if (found.isEmpty()) {
      LOG.warn(
          "{}-{} offset {} is not a parked event: its key is not a bet type",
          record.topic(),
          record.partition(),
          record.offset());
      return;
    }
    BetType betType = found.get();
    boolean returnable = !held.containsKey(betType) && mayReturn.test(betType);
    if (!ledger.knows(betType) && !hasRoom(ledger, betType, record.offset())) {
      return;
    }
    if (!ledger.isDue(betType, record.offset(), returnable)) {
      return;
    }
    Optional<Instant> notBefore = returning.rules().notBefore(record);
    if (notBefore.isPresent()) {
      held.put(betType, notBefore.get());
      ledger.postpone(betType, record.offset());
      return;
    }
    ReturnRules.Outcome outcome = returning.rules().decide(record, partitions);
    outcome.sent().ifPresent(each -> sent.add(returning.producer().send(each)));
    ledger.dealtWith(betType, record.offset(), outcome.ending());
    long attempt = ReturnRules.attempts(record) + 1;
    counts.add(() -> returning.metrics().dealtWith(betType, outcome.ending(), attempt));
  }

  /** An event of a type beyond the limit stays in the topic, for a person to return. */
  private boolean hasRoom(PartitionLedger ledger, BetType betType, long offset) {
    if (returning.metrics().mayWait(betType, ledger.types().size() + 1)) {
      return true;
    }
    if (offset >= ledger.tail()) { // else it was counted when it was read first
      counts.add(() -> returning.metrics().leftInTopic(betType));
    }
    return false;
  }

  /** Everything before the position was considered. */
  void reached(String partition, PartitionLedger ledger, long position) {
    ledger
        .reached(position)
        .forEach((betType, gone) -> counts.add(() -> expired(partition, betType, gone)));
  }

  /**
   * Returns when the broker has all sent records.
   *
   * @return how many
   */
  int await() throws ExecutionException, InterruptedException {
    for (Future<RecordMetadata> each : sent) {
      each.get();
    }
    return sent.size();
  }

  /** The bet types that must wait longer, and until when. */
  Map<BetType, Instant> held() {
    return held;
  }

  /** The batch is stored: counts what became of its records. */
  void count() {
    counts.forEach(Runnable::run);
  }

  static Optional<BetType> betType(ConsumerRecord<byte[], byte[]> record) {
    if (record.key() == null) {
      return Optional.empty();
    }
    try {
      return Optional.of(new BetType(new String(record.key(), StandardCharsets.UTF_8)));
    } catch (InvalidOddsException e) {
      return Optional.empty();
    }
  }

  private void expired(String partition, BetType betType, long gone) {
    LOG.warn(
        "{}: retention deleted {} parked events of bet type {} before they were returned",
        partition,
        gone,
        betType);
    returning.metrics().expired(betType, gone);
  }
}
