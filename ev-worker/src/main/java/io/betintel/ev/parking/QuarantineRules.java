package io.betintel.ev.parking;

import io.betintel.ev.codec.BrokenRecordException;
import io.betintel.ev.codec.EvHeaders;
import io.betintel.ev.codec.EventPartitioner;
import io.betintel.ev.codec.SchemaPendingException;
import io.betintel.ev.odds.MarketSnapshot;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;

/** Decides what becomes of a record in quarantine. */
final class QuarantineRules {
  private final ReturnRules.Decoder decoder;
  private final ParkingRoute route;
  private final Optional<Duration> mostAhead;

  /**
   * @param mostAhead by how much a record may be ahead of the clock of the worker that read it;
   *     empty in a replay, which depends on no clock
   */
  QuarantineRules(ReturnRules.Decoder decoder, ParkingRoute route, Optional<Duration> mostAhead) {
    this.decoder = decoder;
    this.route = route;
    this.mostAhead = mostAhead;
  }

  /**
   * @param partitions of the hop
   * @return empty if the registry does not know its schema yet
   * @throws SchemaPendingException if the registry gives no answer
   */
  Optional<Decision> decide(ConsumerRecord<byte[], byte[]> record, int partitions) {
    long observed =
        EvHeaders.number(record.headers(), EvHeaders.ORIGIN_TIMESTAMP).orElse(record.timestamp());
    boolean returned = record.headers().lastHeader(EvHeaders.RETURN_ATTEMPT) != null;
    try {
      BrokenLetter.requireSendable(record, route);
      MarketSnapshot snapshot = decoder.decode(record.key(), record.value(), observed);
      requireInTime(snapshot, record);
      RecordHeaders headers = new RecordHeaders(record.headers().toArray());
      headers.remove(EvHeaders.REASON);
      int home = EventPartitioner.home(snapshot.event().id(), partitions);
      return Optional.of(
          new Decision(
              new ProducerRecord<>(
                  route.hop(), home, observed, record.key(), record.value(), headers),
              Optional.empty(),
              returned));
    } catch (BrokenRecordException broken) {
      return Optional.of(
          new Decision(
              BrokenLetter.quarantined(record, broken, route),
              Optional.of(broken.reason()),
              returned));
    } catch (SchemaPendingException pending) {
      if (pending.denied()) {
        return Optional.empty();
      }
      throw pending;
    }
  }

  /** What the stream checks where it reads a record that it can decode. */
  private void requireInTime(MarketSnapshot snapshot, ConsumerRecord<byte[], byte[]> record) {
    OptionalLong readAt = EvHeaders.number(record.headers(), EvHeaders.READ_AT);
    if (mostAhead.isEmpty() || readAt.isEmpty()) {
      return;
    }
    Instant read = Instant.ofEpochMilli(readAt.getAsLong());
    Instant latest =
        snapshot.lastUpdate().isAfter(snapshot.observedAt())
            ? snapshot.lastUpdate()
            : snapshot.observedAt();
    if (latest.isAfter(read.plus(mostAhead.get()))) {
      throw new BrokenRecordException(
          BrokenRecordException.Reason.AHEAD_OF_CLOCK,
          "last_update or record timestamp is "
              + latest
              + " at bookmaker "
              + snapshot.bookmaker()
              + ", ahead of the worker's clock "
              + read
              + " by more than "
              + mostAhead.get()
              + " (EV_CLOCK_AHEAD): set the producer's clock by NTP");
    }
  }

  /**
   * Where a record goes.
   *
   * @param broken why it is a dead letter; empty if it goes to its market's task
   * @param returned whether it was parked before, so that its end is the second one
   */
  record Decision(
      ProducerRecord<byte[], byte[]> sent,
      Optional<BrokenRecordException.Reason> broken,
      boolean returned) {}
}
