package io.betintel.ev.parking;

import io.betintel.ev.codec.BrokenRecordException;
import io.betintel.ev.codec.EvHeaders;
import io.betintel.ev.codec.EventPartitioner;
import io.betintel.ev.codec.SchemaPendingException;
import io.betintel.ev.odds.MarketId;
import io.betintel.ev.odds.MarketSnapshot;
import io.betintel.ev.ops.RetryPause;
import io.betintel.ev.parking.WaitingType.Ending;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;

/** Decides what becomes of a parked record that is due. Owned by one thread. */
final class ReturnRules {
  private static final RetryPause PAUSE =
      new RetryPause(Duration.ofSeconds(2), Duration.ofMinutes(5));

  /** One of each bet type and partition waits, and holds the others. */
  private static final int MOST_SEEN = 10_000;

  private final Decoder decoder;
  private final ParkingRoute route;
  private final Clock clock;
  private final Clock steady;

  /** By the steady clock, the records that wait for their pause to end. */
  private final Map<String, Instant> firstSeen =
      new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Instant> eldest) {
          return size() > MOST_SEEN;
        }
      };

  /**
   * @param clock says what time it is
   * @param steady goes on with the time that passes, whatever the clock is set to
   */
  ReturnRules(Decoder decoder, ParkingRoute route, Clock clock, Clock steady) {
    this.decoder = decoder;
    this.route = route;
    this.clock = clock;
    this.steady = steady;
  }

  /** Decodes a record's value; the timestamp is when the feed observed it. */
  @FunctionalInterface
  interface Decoder {
    MarketSnapshot decode(byte[] key, byte[] value, long timestamp);
  }

  /**
   * When, by the steady clock, a record that came back parked may be returned: once the pause is
   * over since the log got it, or since it was first seen if the clocks disagree. The pause grows
   * with each attempt: if one worker parks what the others serve, the record does not go round and
   * round.
   */
  Optional<Instant> notBefore(ConsumerRecord<byte[], byte[]> parked) {
    long attempts = attempts(parked);
    if (attempts == 0) {
      return Optional.empty();
    }
    Duration pause = PAUSE.after(attempts);
    Duration left =
        Duration.between(clock.instant(), Instant.ofEpochMilli(parked.timestamp()).plus(pause));
    String place = RecordDescription.place(parked);
    Instant now = steady.instant();
    Instant latest = firstSeen.computeIfAbsent(place, unseen -> now).plus(pause);
    Instant then = now.plus(left).isBefore(latest) ? now.plus(left) : latest;
    if (then.isAfter(now)) {
      return Optional.of(then);
    }
    firstSeen.remove(place);
    return Optional.empty();
  }

  /** How often a record was returned before. */
  static long attempts(ConsumerRecord<byte[], byte[]> parked) {
    return Math.max(0, EvHeaders.number(parked.headers(), EvHeaders.RETURN_ATTEMPT).orElse(0));
  }

  /**
   * @param partitions of the input, and so of the hop
   * @throws io.betintel.ev.codec.SchemaPendingException if the registry gives no answer
   */
  Outcome decide(ConsumerRecord<byte[], byte[]> parked, int partitions) {
    long observed =
        EvHeaders.number(parked.headers(), EvHeaders.ORIGIN_TIMESTAMP).orElse(parked.timestamp());
    MarketSnapshot snapshot;
    try {
      BrokenLetter.requireSendable(parked, route);
      snapshot = decoder.decode(parked.key(), parked.value(), observed);
    } catch (BrokenRecordException broken) {
      if (broken.quote().isPresent()) { // the market's task refuses it, and ends what it ends
        return returned(parked, broken.quote().get().market(), observed, partitions);
      }
      return new Outcome(Ending.BROKEN, Optional.of(BrokenLetter.parked(parked, broken, route)));
    } catch (SchemaPendingException pending) {
      if (!pending.denied()) {
        throw pending.at(RecordDescription.place(parked));
      }
      return new Outcome(Ending.RETURNED, Optional.of(quarantined(parked, observed)));
    }
    Instant now = clock.instant();
    Instant start = snapshot.event().commenceTime();
    if (route.grace().filter(grace -> start.plus(grace).isBefore(now)).isPresent()) {
      return new Outcome(Ending.OVER, Optional.empty());
    }
    return returned(parked, snapshot.marketId(), observed, partitions);
  }

  private Outcome returned(
      ConsumerRecord<byte[], byte[]> parked, MarketId market, long observed, int partitions) {
    int home = EventPartitioner.home(market.eventId(), partitions);
    return new Outcome(
        Ending.RETURNED,
        Optional.of(
            new ProducerRecord<>(
                route.hop(), home, observed, parked.key(), parked.value(), returning(parked))));
  }

  /** The registry no longer knows its schema: it moves on, so that no other record waits for it. */
  private ProducerRecord<byte[], byte[]> quarantined(
      ConsumerRecord<byte[], byte[]> parked, long observed) {
    RecordHeaders headers = returning(parked);
    EvHeaders.put(headers, EvHeaders.REASON, BrokenRecordException.Reason.UNKNOWN_SCHEMA.label());
    return new ProducerRecord<>(
        route.quarantine(), null, observed, parked.key(), parked.value(), headers);
  }

  private static RecordHeaders returning(ConsumerRecord<byte[], byte[]> parked) {
    RecordHeaders headers = new RecordHeaders(parked.headers().toArray());
    headers.remove(EvHeaders.REASON);
    EvHeaders.put(headers, EvHeaders.RETURN_ATTEMPT, Long.toString(attempts(parked) + 1));
    return headers;
  }

  /**
   * @param sent the record to send; empty if nothing is sent
   */
  record Outcome(Ending ending, Optional<ProducerRecord<byte[], byte[]>> sent) {}
}
