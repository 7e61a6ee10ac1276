package io.betintel.ev.codec;

import static io.betintel.ev.codec.WireEvents.NOON;
import static io.betintel.ev.codec.WireEvents.event;
import static io.betintel.ev.codec.WireEvents.outcome;
import static io.betintel.ev.codec.WireEvents.outcomes;
import static io.betintel.ev.codec.WireEvents.symbol;
import static io.betintel.ev.codec.WireEvents.wire;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.betintel.ev.avro.OddsEvent;
import io.betintel.ev.codec.BrokenRecordException.Reason;
import io.betintel.ev.odds.MarketSnapshot;
import io.betintel.ev.stream.TaskCodecs;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.function.Consumer;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every value that the schema takes and the contract does not, and what the message tells. */
class BrokenValuesTest {
  private static final byte[] H2H = "h2h".getBytes(UTF_8);
  private static final Schema OURS = OddsEvent.getClassSchema();

  private final Decoding decoding = new Decoding();
  private final int id = decoding.id();

  @Test
  void betTypeIsTrulyUnknown() {
    decoding.broken(
        "unknown".getBytes(UTF_8),
        wire(id, event(e -> e.put("bet_type", symbol(OURS, "unknown")))),
        Reason.OUT_OF_CONTRACT,
        "bet_type is \"unknown\"",
        "no producer may send it");
  }

  @ParameterizedTest
  @CsvSource({"1.0", "0.5", "0", "-2", "NaN", "Infinity", "-Infinity", "100000.1"})
  void priceIsNoDecimalOdds(double price) {
    broken(
        e -> e.put("outcomes", List.of(outcome(OURS, "Lions", 2), outcome(OURS, "Bears", price))),
        "outcomes[1].price is " + price,
        "decimal odds must be above 1 and at most 100000");
  }

  @Test
  void thereAreTenThousandOutcomes() {
    broken(
        e -> e.put("outcomes", outcomes(OURS, 10_000)),
        "outcomes is \"10000 outcomes\"",
        "accepted are at most 1000");
  }

  @Test
  void quoteIsAheadOfItsObservation() {
    long limit = NOON.plusSeconds(60).toEpochMilli();

    assertThat(decoding.decode(H2H, wire(id, event(e -> e.put("last_update", limit)))).lastUpdate())
        .isEqualTo("2026-03-01T12:01:00Z");
    decoding.broken(
        H2H,
        wire(id, event(e -> e.put("last_update", limit + 1))),
        Reason.AHEAD_OF_TIME,
        "last_update is 2026-03-01T12:01:00.001Z",
        "2026-03-01T12:00:00Z",
        "check the producer's clock");
  }

  @Test
  void aHopThatAnotherWorkersLimitLetThroughIsNotRefused() {
    long farAhead = 7258118400000L; // 2200-01-01, the latest that the contract takes
    Decoding behindTheSorter = new Decoding(TaskCodecs.ANY_TIME);
    byte[] value = wire(behindTheSorter.id(), event(e -> e.put("last_update", farAhead)));

    assertThat(behindTheSorter.decode(H2H, value).lastUpdate()).isEqualTo("2200-01-01T00:00:00Z");
  }

  @ParameterizedTest
  @ValueSource(strings = {"commence_time", "last_update"})
  void timesAreAbsurd(String field) {
    for (long absurd : new long[] {Long.MIN_VALUE, -1, 0, 7258118400001L, Long.MAX_VALUE}) {
      broken(e -> e.put(field, absurd), field + " is ", "from 1971 to 2200");
    }
  }

  /** All of 2026-03-01T12:00:00Z, noon of the record. */
  @ParameterizedTest
  @CsvSource({
    "1772366400, seconds",
    "1772366400000000, microseconds",
    "1772366400000000000, nanoseconds"
  })
  void timesAreInAnotherUnit(long time, String unit) {
    String told = time + " looks like " + unit + ", milliseconds are meant";
    broken(e -> e.put("commence_time", time), "commence_time is ", told);
    broken(e -> e.put("last_update", time), "last_update is ", told);
    byte[] value = wire(id, event(e -> {}));
    assertThat(decoding.broken(() -> decoding.decode(H2H, value, time)))
        .hasMessageContaining("record timestamp is ")
        .hasMessageContaining(told);
  }

  @Test
  void allTimesOfARecordAreSeconds() {
    long seconds = 1772366400;
    byte[] value =
        wire(
            id,
            event(
                e -> {
                  e.put("commence_time", seconds);
                  e.put("last_update", seconds);
                }));

    assertThat(decoding.broken(() -> decoding.decode(H2H, value, seconds)))
        .hasMessageContaining("milliseconds are meant");
  }

  /** Noon is 2026-03-01; 3660 days before it is 2016-02-22, 3660 after it 2036-03-08. */
  @ParameterizedTest
  @CsvSource({
    "2016-02-22T12:00:00Z, true",
    "2016-02-22T11:59:59.999Z, false",
    "2036-03-08T12:00:00Z, true",
    "2036-03-08T12:00:00.001Z, false"
  })
  void startIsAbsurdlyFarFromTheRecord(Instant start, boolean accepted) {
    MarketSnapshot snapshot =
        decoding.decode(H2H, wire(id, event(e -> e.put("commence_time", start.toEpochMilli()))));
    if (accepted) {
      assertThatCode(() -> EventStart.require(snapshot)).doesNotThrowAnyException();
    } else {
      assertThat(decoding.broken(() -> EventStart.require(snapshot)))
          .hasMessageContaining("commence_time is " + start)
          .hasMessageContaining("record timestamp, 2026-03-01T12:00:00Z");
    }
  }

  /** No limit depends on today: a replay of 1993 is as good as a record of today. */
  @Test
  void recordsOfAnyYearAreAccepted() {
    for (int year : new int[] {1971, 1993, 2026, 2150}) {
      long then = Instant.parse(year + "-06-01T12:00:00Z").toEpochMilli();
      byte[] value =
          wire(
              id,
              event(
                  e -> {
                    e.put("commence_time", then + 3_600_000);
                    e.put("last_update", then);
                  }));

      assertThat(decoding.decode(H2H, value, then).observedAt().toEpochMilli()).isEqualTo(then);
    }
  }

  /** Lions and Bears are home and away; -110 and 0.45 are no decimal odds by themselves. */
  @ParameterizedTest
  @CsvSource({
    "Over, 105, Under, 115, false",
    "Yes, 45, No, 55, false",
    "Lions, 150, Bears, 130, false",
    "Lions, 12, Bears, 15, true",
    "Over, 1.01, Under, 150, true",
    "Runner A, 150, Runner B, 200, true"
  })
  void pricesTogetherAreNoDecimalOdds(
      String one, double price, String other, double otherPrice, boolean accepted) {
    Consumer<GenericRecord> change =
        e ->
            e.put("outcomes", List.of(outcome(OURS, one, price), outcome(OURS, other, otherPrice)));
    if (accepted) {
      assertThat(decoding.decode(H2H, wire(id, event(change))).outcomes()).hasSize(2);
    } else {
      broken(change, "outcomes is \"" + one + " at " + price, "these are no decimal odds");
    }
  }

  /** 1/151 + 1/151 + 1/1.01 is 1.003. */
  @Test
  void drawThatIsNearlyCertainIsNoWrongUnit() {
    assertThat(
            decoding
                .decode(
                    H2H,
                    wire(
                        id,
                        event(
                            e ->
                                e.put(
                                    "outcomes",
                                    List.of(
                                        outcome(OURS, "Lions", 151),
                                        outcome(OURS, "Draw", 1.01),
                                        outcome(OURS, "Bears", 151))))))
                .outcomes())
        .hasSize(3);
  }

  @Test
  void eventIdIsNoText() {
    broken(e -> e.put("event_id", " "), "event_id is \" \"", "1 to 128");
    broken(e -> e.put("event_id", "x".repeat(129)), "event_id is \"xxx", "at most 128");
    broken(e -> e.put("event_id", "a\u0000b"), "event_id is \"a\\u0000b\"", "control characters");
  }

  @Test
  void keysOfSportAndBookmakerAreNoKeys() {
    for (String bad : new String[] {"", "Pinnacle", "pin nacle", "a/b", "x".repeat(65), "ü"}) {
      broken(e -> e.put("sport_key", bad), "sport_key is \"", "lower-case letters");
      broken(e -> e.put("bookmaker", bad), "bookmaker is \"", "lower-case letters");
    }
  }

  @Test
  void outcomesTextsAndNumbersAreOutsideTheContract() {
    brokenOutcome(o -> o.put("name", ""), "outcomes[0].name is \"\"", "1 to 256");
    brokenOutcome(o -> o.put("description", "x".repeat(257)), "outcomes[0].description");
    brokenOutcome(o -> o.put("point", Double.NaN), "outcomes[0].point is NaN", "finite");
    brokenOutcome(o -> o.put("bet_limit", -1.0), "outcomes[0].bet_limit is -1.0", "not below 0");
    brokenOutcome(o -> o.put("link", "x".repeat(2049)), "outcomes[0].link");
  }

  private void brokenOutcome(Consumer<GenericRecord> change, String... told) {
    GenericRecord outcome = outcome(OURS, "Lions", 2);
    change.accept(outcome);
    broken(e -> e.put("outcomes", Collections.singletonList(outcome)), told);
  }

  private void broken(Consumer<GenericRecord> change, String... told) {
    decoding.broken(H2H, wire(id, event(change)), Reason.OUT_OF_CONTRACT, told);
  }
}
