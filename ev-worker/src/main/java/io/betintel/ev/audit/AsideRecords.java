package io.betintel.ev.audit;

import io.betintel.ev.codec.BrokenRecordException;
import io.betintel.ev.codec.EvHeaders;
import io.betintel.ev.odds.BetType;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * Which records of the input are on the topics for what was set aside, by the origin in their
 * headers; and which lines a sink has refused. A bit for each offset.
 */
final class AsideRecords {
  private final AuditTargets targets;
  private final AuditMoment moment;
  private final Findings findings;
  private final OpenTypes types;
  private final OffsetBits parked;
  private final OffsetBits uncertain;
  private final OffsetBits dead;
  private final OffsetBits deadByClock;
  private final OffsetBits quarantined;
  private final OffsetBits waiting;
  private final OffsetBits parkedNow;
  private long deadSince = Long.MIN_VALUE;
  private final Map<String, OffsetBits> refused = new HashMap<>();

  AsideRecords(AuditTargets targets, AuditMoment moment, OpenTypes types, Findings findings) {
    this.targets = targets;
    this.moment = moment;
    this.types = types;
    this.findings = findings;
    Map<Integer, Long> from = moment.odds().from();
    this.parked = new OffsetBits(from);
    this.uncertain = new OffsetBits(from);
    this.dead = new OffsetBits(from);
    this.deadByClock = new OffsetBits(from);
    this.quarantined = new OffsetBits(from);
    this.waiting = new OffsetBits(from);
    this.parkedNow = new OffsetBits(from);
  }

  void read(TopicScan scan, Returned returned) {
    WaitingEvents positions = returned.parked();
    scan.settled(targets.topics().parked())
        .ifPresent(span -> scan.read(span, record -> parked(record, positions)));
    positions.missing(targets.topics().parked(), findings);
    scan.settled(targets.topics().deadLetters())
        .ifPresent(
            span -> {
              scan.read(span, this::deadLetter);
              deadSince =
                  targets.isReplay() // which keeps all records
                      ? Long.MIN_VALUE
                      : scan.beganByNow(span).map(Instant::toEpochMilli).orElse(Long.MIN_VALUE);
            });
    scan.settled(targets.topics().quarantine())
        .ifPresent(span -> scan.read(span, record -> quarantine(record, returned.decided())));
  }

  void parked(ConsumerRecord<byte[], byte[]> record, WaitingEvents positions) {
    Optional<BetType> betType =
        record.key() == null
            ? Optional.empty()
            : BetType.find(new String(record.key(), StandardCharsets.UTF_8));
    betType.ifPresent(
        type -> {
          if (positions.waits(type, record)) {
            types.returns(type);
          }
          if (!positions.isCertain(type, record.partition())) {
            note(uncertain, record);
          }
          Instant enabled = types.enabledAt(types.meant(type));
          if (enabled.equals(Instant.MAX) || enabled.toEpochMilli() < record.timestamp()) {
            note(parkedNow, record);
          }
        });
    boolean before = note(parked, record);
    long attempt = EvHeaders.number(record.headers(), EvHeaders.RETURN_ATTEMPT).orElse(0);
    if (before && attempt <= 0) {
      twice(record, "parked");
    }
  }

  void deadLetter(ConsumerRecord<byte[], byte[]> record) {
    String reason = EvHeaders.text(record.headers(), EvHeaders.REASON).orElse("");
    if (reason.startsWith(EvHeaders.LINE_REASONS)) {
      String message =
          EvHeaders.text(record.headers(), "__streams.errors.message").orElse("sink ?: ");
      String sink = message.replaceFirst("^sink ", "").replaceFirst(":.*", "");
      note(refused.computeIfAbsent(sink, s -> new OffsetBits(moment.lines().from())), record);
      return;
    }
    if (note(dead, record)) {
      twice(record, "in the dead letters");
    }
    if (reason.equals(BrokenRecordException.Reason.AHEAD_OF_CLOCK.label())) {
      note(deadByClock, record);
    }
  }

  void quarantine(ConsumerRecord<byte[], byte[]> record, Map<Integer, Long> decided) {
    note(quarantined, record);
    if (record.offset() >= decided.getOrDefault(record.partition(), 0L)) {
      note(waiting, record);
    }
  }

  private static boolean note(OffsetBits bits, ConsumerRecord<byte[], byte[]> record) {
    return bits.add(
        (int) EvHeaders.number(record.headers(), EvHeaders.ORIGIN_PARTITION).orElse(-1),
        EvHeaders.number(record.headers(), EvHeaders.ORIGIN_OFFSET).orElse(-1));
  }

  private void twice(ConsumerRecord<byte[], byte[]> record, String how) {
    findings.add(
        new Difference(
            DifferenceKind.SET_ASIDE_TWICE,
            EvHeaders.origin(record.headers()),
            "is " + how + " twice",
            Difference.place(record.topic(), record.partition(), record.offset())));
  }

  boolean isParked(int partition, long offset) {
    return parked.has(partition, offset);
  }

  /** Whether it was parked since its bet type was last enabled: the type is off since then. */
  boolean isParkedNow(int partition, long offset) {
    return parkedNow.has(partition, offset);
  }

  /** Whether retention may have deleted the dead letter of a record of this time. */
  boolean isBeforeDeadLetters(long timestamp) {
    return timestamp < deadSince;
  }

  /** Whether it was parked, and may have been left out when its turn to return came. */
  boolean isUncertain(int partition, long offset) {
    return uncertain.has(partition, offset);
  }

  boolean isDead(int partition, long offset) {
    return dead.has(partition, offset);
  }

  /** Whether it is a dead letter that ends no earlier offers: its own time is what is wrong. */
  boolean isDeadByClock(int partition, long offset) {
    return deadByClock.has(partition, offset);
  }

  boolean isQuarantined(int partition, long offset) {
    return quarantined.has(partition, offset);
  }

  /** Whether the quarantine has not decided about it yet. */
  boolean isWaiting(int partition, long offset) {
    return waiting.has(partition, offset);
  }

  /** Whether the sink sent the line's record to the dead letters. */
  boolean isRefused(String sink, int partition, long offset) {
    return refused.containsKey(sink) && refused.get(sink).has(partition, offset);
  }
}
