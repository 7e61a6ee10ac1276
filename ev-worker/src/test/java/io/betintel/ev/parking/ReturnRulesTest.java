package io.betintel.ev.parking;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.betintel.ev.codec.BrokenRecordException;
import io.betintel.ev.codec.BrokenRecordException.Reason;
import io.betintel.ev.codec.EvHeaders;
import io.betintel.ev.codec.Quoted;
import io.betintel.ev.codec.SchemaPendingException;
import io.betintel.ev.odds.BetType;
import io.betintel.ev.odds.Bookmaker;
import io.betintel.ev.odds.MarketSnapshot;
import io.betintel.ev.odds.Outcome;
import io.betintel.ev.odds.SportingEvent;
import io.betintel.ev.ops.MovableClock;
import io.betintel.ev.parking.WaitingType.Ending;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.junit.jupiter.api.Test;

/** What becomes of a parked record that is due. */
final class ReturnRulesTest {
  private static final Instant OBSERVED = Instant.parse("2026-11-01T12:00:00Z");
  private static final Instant LOGGED = Instant.parse("2026-11-01T12:00:05Z");
  private static final Duration GRACE = Duration.ofHours(6);
  private static final int PARTITIONS = 6;

  @Test
  void goesHomeWithItsOwnTimestampItsOriginAndTheAttempt() {
    MarketSnapshot snapshot = snapshot(OBSERVED.plusSeconds(3600));
    ConsumerRecord<byte[], byte[]> parked = parked(null);

    ReturnRules.Outcome outcome =
        rules(LOGGED, (key, value, timestamp) -> snapshot).decide(parked, PARTITIONS);

    assertThat(outcome.ending()).isEqualTo(Ending.RETURNED);
    ProducerRecord<byte[], byte[]> sent = outcome.sent().orElseThrow();
    assertThat(sent.topic()).isEqualTo("hop");
    assertThat(sent.partition()).isEqualTo(2); // murmur2("match-1") is 2112104510, modulo 6
    assertThat(sent.timestamp()).isEqualTo(OBSERVED.toEpochMilli());
    assertThat(sent.key()).isEqualTo(parked.key());
    assertThat(sent.value()).isEqualTo(parked.value());
    assertThat(EvHeaders.origin(sent.headers())).isEqualTo("odds.events-2 offset 17");
    assertThat(EvHeaders.number(sent.headers(), EvHeaders.RETURN_ATTEMPT)).hasValue(1);
    assertThat(EvHeaders.text(sent.headers(), EvHeaders.REASON)).isEmpty();
    assertThat(EvHeaders.text(sent.headers(), "trace")).contains("of the producer");
  }

  @Test
  void isDecodedByTheTimeItWasObserved() {
    rules(
            LOGGED,
            (key, value, timestamp) -> {
              assertThat(timestamp).isEqualTo(OBSERVED.toEpochMilli());
              return snapshot(OBSERVED);
            })
        .decide(parked(null), PARTITIONS);
  }

  @Test
  void eventThatIsOverIsNotReturned() {
    Instant start = OBSERVED.plusSeconds(3600);

    assertThat(decide(start.plus(GRACE), start).ending()).isEqualTo(Ending.RETURNED);
    ReturnRules.Outcome over = decide(start.plus(GRACE).plusMillis(1), start);
    assertThat(over.ending()).isEqualTo(Ending.OVER);
    assertThat(over.sent()).isEmpty();
  }

  @Test
  void inAReplayNoEventIsOver() {
    ReturnRules replay =
        new ReturnRules(
            (key, value, timestamp) -> snapshot(OBSERVED),
            route(Optional.empty()),
            at(OBSERVED.plus(Duration.ofDays(900))),
            at(OBSERVED));

    assertThat(replay.decide(parked(null), PARTITIONS).ending()).isEqualTo(Ending.RETURNED);
  }

  @Test
  void whatCanBeReadNoMoreIsADeadLetterAndDoesNotStopTheMarketTask() {
    ReturnRules.Outcome outcome =
        rules(
                LOGGED,
                (key, value, timestamp) -> {
                  throw new BrokenRecordException(Reason.UNKNOWN_SCHEMA, "schema id 9 is gone");
                })
            .decide(parked("2"), PARTITIONS);

    assertThat(outcome.ending()).isEqualTo(Ending.BROKEN);
    ProducerRecord<byte[], byte[]> sent = outcome.sent().orElseThrow();
    assertThat(sent.topic()).isEqualTo("dead");
    assertThat(sent.value()).isEqualTo(parked(null).value());
    assertThat(EvHeaders.text(sent.headers(), EvHeaders.REASON)).contains("unknown_schema");
    assertThat(EvHeaders.text(sent.headers(), "__streams.errors.message"))
        .contains("schema id 9 is gone");
    assertThat(EvHeaders.origin(sent.headers())).isEqualTo("odds.events-2 offset 17");
    assertThat(EvHeaders.text(sent.headers(), EvHeaders.RETURN_ATTEMPT)).isEmpty();
  }

  /** The market's task refuses it too, and ends what the bookmaker offered before. */
  @Test
  void refusedSnapshotOfAKnownMarketGoesHome() {
    ReturnRules.Outcome outcome =
        rules(
                LOGGED,
                (key, value, timestamp) -> {
                  throw new BrokenRecordException(
                      Reason.OUT_OF_CONTRACT, "price", null, Quoted.of(snapshot(OBSERVED)));
                })
            .decide(parked(null), PARTITIONS);

    assertThat(outcome.ending()).isEqualTo(Ending.RETURNED);
    ProducerRecord<byte[], byte[]> sent = outcome.sent().orElseThrow();
    assertThat(sent.topic()).isEqualTo("hop");
    assertThat(sent.partition()).isEqualTo(2); // murmur2("match-1") is 2112104510, modulo 6
    assertThat(EvHeaders.number(sent.headers(), EvHeaders.RETURN_ATTEMPT)).hasValue(1);
  }

  @Test
  void recordThatCameBackWaitsEverLonger() {
    // 2 s after the first attempt, 4 s after the second, and so on up to 5 minutes.
    assertThat(rules(LOGGED, null).notBefore(parked(null))).isEmpty();
    assertThat(rules(LOGGED, null).notBefore(parked("1"))).contains(LOGGED.plusSeconds(2));
    assertThat(rules(LOGGED, null).notBefore(parked("2"))).contains(LOGGED.plusSeconds(4));
    assertThat(rules(LOGGED, null).notBefore(parked("50"))).contains(LOGGED.plusSeconds(300));
    assertThat(rules(LOGGED.plusSeconds(2), null).notBefore(parked("1"))).isEmpty();
    assertThat(
            rules(LOGGED, (key, value, timestamp) -> snapshot(OBSERVED))
                .decide(parked("2"), PARTITIONS)
                .sent()
                .orElseThrow()
                .headers()
                .lastHeader(EvHeaders.RETURN_ATTEMPT)
                .value())
        .isEqualTo("3".getBytes(UTF_8));
  }

  private static ReturnRules.Outcome decide(Instant now, Instant start) {
    return rules(now, (key, value, timestamp) -> snapshot(start)).decide(parked(null), PARTITIONS);
  }

  @Test
  void schemaThatTheRegistryNoLongerKnowsIsWaitedForInQuarantine() {
    ReturnRules.Outcome outcome =
        rules(
                LOGGED,
                (key, value, timestamp) -> {
                  throw new SchemaPendingException(7, "denied", true);
                })
            .decide(parked("1"), PARTITIONS);

    assertThat(outcome.ending()).isEqualTo(Ending.RETURNED);
    ProducerRecord<byte[], byte[]> sent = outcome.sent().orElseThrow();
    assertThat(sent.topic()).isEqualTo("aside");
    assertThat(sent.value()).isEqualTo(parked(null).value());
    assertThat(EvHeaders.number(sent.headers(), EvHeaders.RETURN_ATTEMPT)).hasValue(2);
    assertThat(EvHeaders.origin(sent.headers())).isEqualTo("odds.events-2 offset 17");
  }

  /** Kafka's producer would refuse it in the same way at every attempt, and hold all others. */
  @Test
  void recordThatIsTooLargeForTodaysLimitIsADeadLetterWithoutItsValue() {
    ParkingRoute small =
        new ParkingRoute("ev", "odds.parked", "hop", "aside", "dead", Optional.of(GRACE), 16_384);
    ReturnRules.Outcome outcome =
        new ReturnRules((key, value, timestamp) -> snapshot(LOGGED), small, at(LOGGED), at(LOGGED))
            .decide(parked(null), PARTITIONS);

    assertThat(outcome.ending()).isEqualTo(Ending.BROKEN);
    ProducerRecord<byte[], byte[]> letter = outcome.sent().orElseThrow();
    assertThat(letter.topic()).isEqualTo("dead");
    assertThat(letter.value()).isNull();
    assertThat(EvHeaders.text(letter.headers(), EvHeaders.REASON)).contains("too_large");
    assertThat(EvHeaders.text(letter.headers(), EvHeaders.LEFT_OUT).orElseThrow())
        .endsWith(" bytes");
    assertThat(EvHeaders.origin(letter.headers())).isEqualTo("odds.events-2 offset 17");
  }

  /** The pause after the first attempt is 2 s, by the time at which the log got the record. */
  @Test
  void recordThatCameBackWaitsForItsPauseAndNotForAClockThatIsSetBack() {
    MovableClock wall = new MovableClock(LOGGED.plusSeconds(1));
    MovableClock steady = new MovableClock(LOGGED.plusSeconds(1));
    ReturnRules rules =
        new ReturnRules(
            (key, value, timestamp) -> snapshot(LOGGED), route(Optional.of(GRACE)), wall, steady);
    ConsumerRecord<byte[], byte[]> parked = parked("1");
    assertThat(rules.notBefore(parked)).contains(LOGGED.plusSeconds(2));

    wall.move(Duration.ofHours(-1));
    steady.move(Duration.ofMillis(1_500));
    assertThat(rules.notBefore(parked)).contains(LOGGED.plusSeconds(3)); // 2 s since it was seen
    steady.move(Duration.ofMillis(500));
    assertThat(rules.notBefore(parked)).isEmpty();

    wall.move(Duration.ofDays(2));
    assertThat(rules.notBefore(parked)).isEmpty();
  }

  private static ReturnRules rules(Instant now, ReturnRules.Decoder decoder) {
    return new ReturnRules(decoder, route(Optional.of(GRACE)), at(now), at(now));
  }

  private static ParkingRoute route(Optional<Duration> grace) {
    return new ParkingRoute("ev", "odds.parked", "hop", "aside", "dead", grace, 1_000_000);
  }

  private static Clock at(Instant now) {
    return Clock.fixed(now, ZoneOffset.UTC);
  }

  private static ConsumerRecord<byte[], byte[]> parked(String attempt) {
    RecordHeaders headers = new RecordHeaders();
    headers.add("trace", "of the producer".getBytes(UTF_8));
    EvHeaders.put(headers, EvHeaders.ORIGIN_TOPIC, "odds.events");
    EvHeaders.put(headers, EvHeaders.ORIGIN_PARTITION, "2");
    EvHeaders.put(headers, EvHeaders.ORIGIN_OFFSET, "17");
    EvHeaders.put(headers, EvHeaders.ORIGIN_TIMESTAMP, Long.toString(OBSERVED.toEpochMilli()));
    EvHeaders.put(headers, EvHeaders.REASON, "disabled");
    if (attempt != null) {
      EvHeaders.put(headers, EvHeaders.RETURN_ATTEMPT, attempt);
    }
    return new ConsumerRecord<>(
        "odds.parked",
        4,
        99,
        LOGGED.toEpochMilli(),
        TimestampType.LOG_APPEND_TIME,
        14,
        1,
        "player_assists".getBytes(UTF_8),
        new byte[] {7},
        headers,
        Optional.empty());
  }

  private static MarketSnapshot snapshot(Instant start) {
    return new MarketSnapshot(
        new SportingEvent("match-1", "basketball_nba", start, "Lions", "Bears"),
        new BetType("player_assists"),
        new Bookmaker("pinnacle"),
        List.of(Outcome.of("Over", "A Player", 5.5, 1.9)),
        OBSERVED,
        OBSERVED,
        null);
  }
}
