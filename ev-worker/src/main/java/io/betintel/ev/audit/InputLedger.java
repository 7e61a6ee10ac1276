package io.betintel.ev.audit;

import io.betintel.ev.codec.BrokenRecordException;
import io.betintel.ev.codec.EventPartitioner;
import io.betintel.ev.codec.Quoted;
import io.betintel.ev.codec.SchemaPendingException;
import io.betintel.ev.odds.BetType;
import io.betintel.ev.odds.MarketSnapshot;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * Accounts for every record of the input, and recomputes the books of one slice from them. Records
 * that name no event are accounted for in the first slice. For one thread.
 */
final class InputLedger {
  private final AuditTargets targets;
  private final AuditMoment moment;
  private final AsideRecords aside;
  private final OpenTypes types;
  private final Slice slice;
  private final SliceTags tags;
  private final Findings findings;
  private final RecomputedBooks books;

  /**
   * The first parked record since the type was enabled, by type, partition and home partition:
   * later ones are parked too. Another home's task may be ahead, and have taken a later one before
   * the type was disabled.
   */
  private final Map<String, Long> firstParked = new HashMap<>();

  InputLedger(
      AuditTargets targets,
      AuditMoment moment,
      AsideRecords aside,
      OpenTypes types,
      Slice slice,
      SliceTags tags,
      Budget budget,
      Findings findings) {
    this.tags = tags;
    this.books = new RecomputedBooks(budget);
    this.targets = targets;
    this.moment = moment;
    this.aside = aside;
    this.types = types;
    this.slice = slice;
    this.findings = findings;
  }

  RecomputedBooks books() {
    return books;
  }

  /** Takes the next record of a partition. */
  void take(ConsumerRecord<byte[], byte[]> record) {
    if (tags.isElsewhere(record.partition(), record.offset(), slice)) {
      return;
    }
    try {
      MarketSnapshot snapshot =
          targets.events().decode(record.key(), record.value(), record.timestamp());
      int hash = Slice.hash(snapshot.event().id());
      tags.put(record.partition(), record.offset(), hash);
      if (slice.hasHash(hash)) {
        decoded(snapshot, record);
      }
    } catch (BrokenRecordException broken) {
      if (isMine(broken.quote())) {
        broken(broken, record);
      }
    } catch (SchemaPendingException pending) {
      if (!pending.denied()) {
        throw new CouldNotLookException("the registry gives no schema: " + pending.getMessage());
      }
      if (slice.index() == 0) {
        unknownSchema(record);
      }
    }
  }

  private boolean isMine(Optional<Quoted> quote) {
    return quote
        .map(quoted -> slice.hasEvent(quoted.market().eventId()))
        .orElse(slice.index() == 0);
  }

  private void decoded(MarketSnapshot snapshot, ConsumerRecord<byte[], byte[]> record) {
    int partition = record.partition();
    long offset = record.offset();
    BetType betType = types.meant(snapshot.betType());
    RecomputedBook book = books.of(snapshot.event().id(), betType);
    if (!moment.isTaken(partition, offset) || aside.isWaiting(partition, offset)) {
      book.moves();
      boolean quarantined = aside.isWaiting(partition, offset);
      findings.ended(quarantined ? RecordEnd.QUARANTINED : RecordEnd.IN_FLIGHT);
    } else if (aside.isDead(partition, offset)) {
      findings.ended(RecordEnd.DEAD_LETTERED);
      if (!aside.isDeadByClock(partition, offset)) {
        book.end(
            snapshot.bookmaker().key(), snapshot.lastUpdate().toEpochMilli(), partition, offset);
      }
    } else if (types.isServed(betType)) {
      applied(snapshot, book, partition, offset);
    } else {
      notServed(betType, EventPartitioner.home(snapshot.event().id(), partitions()), record);
    }
  }

  private int partitions() {
    return moment.odds().partitions();
  }

  private void applied(MarketSnapshot snapshot, RecomputedBook book, int partition, long offset) {
    boolean parked = aside.isParked(partition, offset);
    boolean over = isOver(snapshot);
    boolean newest =
        !over && book.take(snapshot, partition, offset, !aside.isUncertain(partition, offset));
    findings.ended(parked ? RecordEnd.PARKED : newest ? RecordEnd.APPLIED : RecordEnd.SUPERSEDED);
  }

  private boolean isOver(MarketSnapshot snapshot) {
    return snapshot.observedAt().isAfter(snapshot.event().commenceTime().plus(targets.grace()));
  }

  private void notServed(BetType betType, int home, ConsumerRecord<byte[], byte[]> record) {
    String key = betType.symbol() + "/" + record.partition() + "/" + home;
    if (aside.isParked(record.partition(), record.offset())) {
      findings.ended(RecordEnd.PARKED);
      if (aside.isParkedNow(record.partition(), record.offset())) {
        firstParked.putIfAbsent(key, record.offset());
      }
    } else if (firstParked.getOrDefault(key, Long.MAX_VALUE) < record.offset()) {
      findings.ended(RecordEnd.LOST);
      findings.add(
          new Difference(
              DifferenceKind.NOT_PARKED,
              betType.symbol(),
              "an earlier event of the bet type is parked, and this one is on no topic",
              place(record)));
    } else {
      findings.ended(RecordEnd.NOT_JUDGED);
    }
  }

  private void broken(BrokenRecordException broken, ConsumerRecord<byte[], byte[]> record) {
    int partition = record.partition();
    long offset = record.offset();
    if (!moment.isTaken(partition, offset)) {
      broken.quote().ifPresent(quoted -> book(quoted).moves());
      findings.ended(RecordEnd.IN_FLIGHT);
    } else if (aside.isDead(partition, offset)) {
      findings.ended(RecordEnd.DEAD_LETTERED);
      broken
          .quote()
          .ifPresent(
              quoted ->
                  book(quoted)
                      .end(
                          quoted.bookmaker().key(),
                          quoted.lastUpdate().toEpochMilli(),
                          partition,
                          offset));
    } else if (aside.isParked(partition, offset) || aside.isQuarantined(partition, offset)) {
      boolean parked = aside.isParked(partition, offset);
      findings.ended(parked ? RecordEnd.PARKED : RecordEnd.QUARANTINED);
    } else if (aside.isBeforeDeadLetters(record.timestamp())) {
      findings.ended(RecordEnd.NOT_JUDGED);
    } else {
      findings.ended(RecordEnd.LOST);
      findings.add(
          new Difference(
              DifferenceKind.NOT_DEAD_LETTERED,
              broken.reason().label(),
              broken.getMessage() + ": no dead letter has it",
              place(record)));
    }
  }

  private RecomputedBook book(Quoted quoted) {
    return books.of(quoted.market().eventId(), types.meant(quoted.market().betType()));
  }

  private void unknownSchema(ConsumerRecord<byte[], byte[]> record) {
    int partition = record.partition();
    long offset = record.offset();
    if (!moment.isTaken(partition, offset)) {
      findings.ended(RecordEnd.IN_FLIGHT);
    } else if (aside.isDead(partition, offset)) {
      findings.ended(RecordEnd.DEAD_LETTERED);
    } else if (aside.isQuarantined(partition, offset)) {
      findings.ended(RecordEnd.QUARANTINED);
    } else {
      findings.ended(RecordEnd.LOST);
      findings.add(
          new Difference(
              DifferenceKind.NOT_QUARANTINED,
              "unknown_schema",
              "the registry does not know the record's schema, and the quarantine lacks it",
              place(record)));
    }
  }

  private static String place(ConsumerRecord<byte[], byte[]> record) {
    return Difference.place(record.topic(), record.partition(), record.offset());
  }
}
