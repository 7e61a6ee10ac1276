package io.betintel.ev.parking;

import io.betintel.ev.codec.BrokenRecordException;
import io.betintel.ev.codec.ClockLimit;
import io.betintel.ev.codec.EvHeaders;
import io.betintel.ev.codec.EventPartitioner;
import io.betintel.ev.codec.Quoted;
import io.betintel.ev.codec.SchemaPendingException;
import io.betintel.ev.odds.MarketId;
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
  private final Optional<ClockLimit> limit;

  /**
   * @param mostAhead by how much a record may be ahead of the clock of the worker that read it;
   *     empty in a replay, which depends on no clock
   */
  QuarantineRules(ReturnRules.Decoder decoder, ParkingRoute route, Optional<Duration> mostAhead) {
    this.decoder = decoder;
    this.route = route;
    this.limit = mostAhead.map(ClockLimit::new);
  }

  /**
   * @param partitions of the hop
   * @return empty if the registry does not know its schema yet
   * @throws SchemaPendingException if the registry gives no answer
   */
  Optional<Decision> decide(ConsumerRecord<byte[], byte[]> record, int partitions) {
    long observed =
        EvHeaders.number(record.headers(), EvHeaders.ORIGIN_TIMESTAMP).orElse(record.timestamp());
    try {
      BrokenLetter.requireSendable(record, route);
      MarketSnapshot snapshot = decoder.decode(record.key(), record.value(), observed);
      requireInTime(Quoted.of(snapshot), record);
      return Optional.of(goesOn(snapshot.marketId(), record, observed, partitions));
    } catch (BrokenRecordException broken) {
      try {
        if (broken.quote().isPresent()) { // the market's task refuses it, and ends what it ends
          Quoted quoted = broken.quote().get();
          requireInTime(quoted, record);
          return Optional.of(goesOn(quoted.market(), record, observed, partitions));
        }
        return Optional.of(dead(record, broken));
      } catch (BrokenRecordException ahead) {
        return Optional.of(dead(record, ahead));
      }
    } catch (SchemaPendingException pending) {
      if (pending.denied()) {
        return Optional.empty();
      }
      throw pending.at(RecordDescription.place(record));
    }
  }

  private Decision goesOn(
      MarketId market, ConsumerRecord<byte[], byte[]> record, long observed, int partitions) {
    RecordHeaders headers = new RecordHeaders(record.headers().toArray());
    headers.remove(EvHeaders.REASON);
    int home = EventPartitioner.home(market.eventId(), partitions);
    return new Decision(
        new ProducerRecord<>(route.hop(), home, observed, record.key(), record.value(), headers),
        Optional.empty(),
        isReturned(record));
  }

  private Decision dead(ConsumerRecord<byte[], byte[]> record, BrokenRecordException broken) {
    return new Decision(
        BrokenLetter.quarantined(record, broken, route),
        Optional.of(broken.reason()),
        isReturned(record));
  }

  private static boolean isReturned(ConsumerRecord<byte[], byte[]> record) {
    return record.headers().lastHeader(EvHeaders.RETURN_ATTEMPT) != null;
  }

  /** What the stream checks where it reads a record that it can decode. */
  private void requireInTime(Quoted quoted, ConsumerRecord<byte[], byte[]> record) {
    OptionalLong readAt = EvHeaders.number(record.headers(), EvHeaders.READ_AT);
    if (limit.isPresent() && readAt.isPresent()) {
      limit.get().require(quoted, Instant.ofEpochMilli(readAt.getAsLong()));
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
