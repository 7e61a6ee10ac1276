package io.betintel.ev.parking;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

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
import io.betintel.ev.parking.QuarantineRules.Decision;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What becomes of a record in quarantine. Its clock limit is that of the time it was read at. */
final class QuarantineRulesTest {
  /** When a worker read the record, and set it aside. */
  private static final Instant READ = Instant.parse("2026-11-01T12:00:00Z");

  private static final Optional<Duration> FIVE_MINUTES = Optional.of(Duration.ofMinutes(5));
  private static final int PARTITIONS = 6;

  @ParameterizedTest
  @CsvSource({
    "0, 0, true",
    "300000, 300000, true",
    "300001, 300000, false", // the record
    "0, 300001, false", // the quote
    "3300000, 3300000, false", // 55 minutes
    "-3600000, -3600000, true"
  })
  void recordsFromAFastClockAreDeadLetters(long observedMs, long quotedMs, boolean goesOn) {
    Instant observed = READ.plusMillis(observedMs);
    MarketSnapshot snapshot = snapshot(READ.plusMillis(quotedMs), observed);

    Decision decision =
        rules(FIVE_MINUTES, (key, value, timestamp) -> snapshot)
            .decide(waiting(observed, READ), PARTITIONS)
            .orElseThrow();

    ProducerRecord<byte[], byte[]> sent = decision.sent();
    if (goesOn) {
      assertThat(decision.broken()).isEmpty();
      assertThat(sent.topic()).isEqualTo("hop");
      assertThat(sent.partition()).isEqualTo(2); // murmur2("match-1") is 2112104510, modulo 6
      assertThat(sent.timestamp()).isEqualTo(observed.toEpochMilli());
      // The market's task counts its times as of then.
      assertThat(EvHeaders.number(sent.headers(), EvHeaders.READ_AT)).hasValue(READ.toEpochMilli());
    } else {
      assertThat(decision.broken()).contains(Reason.AHEAD_OF_CLOCK);
      assertThat(sent.topic()).isEqualTo("dead");
      assertThat(EvHeaders.text(sent.headers(), "__streams.errors.message").orElseThrow())
          .contains("at bookmaker pinnacle, ahead of the worker's clock 2026-11-01T12:00:00Z")
          .contains("by more than PT5M (EV_CLOCK_AHEAD)");
      assertThat(EvHeaders.origin(sent.headers())).isEqualTo("odds.events-2 offset 17");
    }
  }

  @Test
  void replayDependsOnNoClock() {
    Instant observed = READ.plus(Duration.ofDays(900));

    assertThat(
            rules(Optional.empty(), (key, value, timestamp) -> snapshot(observed, observed))
                .decide(waiting(observed, READ), PARTITIONS)
                .orElseThrow()
                .broken())
        .isEmpty();
  }

  @Test
  void refusedSnapshotOfAKnownMarketGoesHomeUnlessItsTimesAreWrong() {
    assertThat(refused(READ).sent().topic()).isEqualTo("hop");
    assertThat(refused(READ).broken()).isEmpty();

    Decision ahead = refused(READ.plusMillis(300_001));
    assertThat(ahead.sent().topic()).isEqualTo("dead");
    assertThat(ahead.broken()).contains(Reason.AHEAD_OF_CLOCK);
  }

  @Test
  void brokenRecordOfNoMarketIsADeadLetter() {
    Decision decision =
        rules(
                FIVE_MINUTES,
                (key, value, timestamp) -> {
                  throw new BrokenRecordException(Reason.UNDECODABLE, "bytes are left over");
                })
            .decide(waiting(READ, READ), PARTITIONS)
            .orElseThrow();

    assertThat(decision.sent().topic()).isEqualTo("dead");
    assertThat(decision.broken()).contains(Reason.UNDECODABLE);
  }

  @Test
  void schemaThatIsStillUnknownIsWaitedFor() {
    assertThat(
            rules(
                    FIVE_MINUTES,
                    (key, value, timestamp) -> {
                      throw new SchemaPendingException(7, "denied", true);
                    })
                .decide(waiting(READ, READ), PARTITIONS))
        .isEmpty();
  }

  @Test
  void registryThatIsSilentIsNamedWithTheRecordsPlaces() {
    QuarantineRules rules =
        rules(
            FIVE_MINUTES,
            (key, value, timestamp) -> {
              throw new SchemaPendingException(7, "the registry is silent");
            });

    assertThatThrownBy(() -> rules.decide(waiting(READ, READ), PARTITIONS))
        .isInstanceOf(SchemaPendingException.class)
        .hasMessage(
            "odds.quarantine-4 offset 99 (of odds.events-2 offset 17): the registry is silent");
  }

  private static Decision refused(Instant quoted) {
    return rules(
            FIVE_MINUTES,
            (key, value, timestamp) -> {
              throw new BrokenRecordException(
                  Reason.OUT_OF_CONTRACT, "price", null, Quoted.of(snapshot(quoted, quoted)));
            })
        .decide(waiting(quoted, READ), PARTITIONS)
        .orElseThrow();
  }

  private static QuarantineRules rules(Optional<Duration> ahead, ReturnRules.Decoder decoder) {
    return new QuarantineRules(
        decoder,
        new ParkingRoute(
            "ev", "odds.parked", "hop", "odds.quarantine", "dead", Optional.empty(), 1_000_000),
        ahead);
  }

  private static MarketSnapshot snapshot(Instant quoted, Instant observed) {
    return new MarketSnapshot(
        new SportingEvent("match-1", "nfl", READ.plusSeconds(3_600), "Lions", "Bears"),
        new BetType("h2h"),
        new Bookmaker("pinnacle"),
        List.of(Outcome.of("Lions", null, null, 1.9)),
        quoted,
        observed,
        null);
  }

  private static ConsumerRecord<byte[], byte[]> waiting(Instant observed, Instant read) {
    RecordHeaders headers = new RecordHeaders();
    EvHeaders.put(headers, EvHeaders.ORIGIN_TOPIC, "odds.events");
    EvHeaders.put(headers, EvHeaders.ORIGIN_PARTITION, "2");
    EvHeaders.put(headers, EvHeaders.ORIGIN_OFFSET, "17");
    EvHeaders.put(headers, EvHeaders.ORIGIN_TIMESTAMP, Long.toString(observed.toEpochMilli()));
    EvHeaders.put(headers, EvHeaders.READ_AT, Long.toString(read.toEpochMilli()));
    EvHeaders.put(headers, EvHeaders.REASON, "unknown_schema");
    return new ConsumerRecord<>(
        "odds.quarantine",
        4,
        99,
        READ.toEpochMilli(),
        TimestampType.LOG_APPEND_TIME,
        3,
        1,
        "h2h".getBytes(UTF_8),
        new byte[] {1},
        headers,
        Optional.empty());
  }
}
