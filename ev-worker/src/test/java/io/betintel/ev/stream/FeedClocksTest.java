package io.betintel.ev.stream;

import static io.betintel.ev.codec.WireEvents.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import io.betintel.ev.bettype.Shape;
import io.betintel.ev.codec.EvHeaders;
import io.betintel.ev.priced.Offer;
import io.betintel.ev.priced.PricedLine;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.avro.generic.GenericRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Feeds whose clocks are ahead of the worker's, through the real topology. */
final class FeedClocksTest {
  private static final Duration MOST_AHEAD = Duration.ofMinutes(5);

  private DrivenTopology driven;

  @BeforeEach
  void open() throws Exception {
    driven = new DrivenTopology(100, Optional.empty(), Optional.of(MOST_AHEAD));
  }

  @AfterEach
  void close() {
    driven.close();
  }

  /** 25 minutes made the others stale; 59 froze the bookmaker; the last are 108 and 165 years. */
  @ParameterizedTest
  @ValueSource(longs = {301, 25 * 60, 55 * 60, 59 * 60, 3_415_000_000L, 5_205_900_000L})
  void farAheadIsBrokenAndCountedAndTheOthersStayFresh(long seconds) {
    quote(NOON, "pinnacle");
    quote(NOON, "draftkings");
    quote(NOON.plusSeconds(seconds), "betmgm");

    List<TestRecord<byte[], byte[]>> letters = driven.deadLetters();
    assertThat(letters).hasSize(1);
    assertThat(header(letters.get(0), EvHeaders.REASON)).isEqualTo("ahead_of_clock");
    assertThat(header(letters.get(0), "__streams.errors.message"))
        .contains("record timestamp is " + NOON.plusSeconds(seconds))
        .contains("betmgm", "by more than PT5M", "EV_CLOCK_AHEAD");
    assertThat(ahead("betmgm", "dead_lettered")).isEqualTo(1);

    driven.pass(Duration.ofSeconds(30));
    quote(NOON.plusSeconds(30), "betmgm");

    PricedLine line = line();
    assertThat(line.marketTime()).isEqualTo(NOON.plusSeconds(30));
    assertThat(offers(line))
        .hasSize(3)
        .allSatisfy(offer -> assertThat(offer.flags()).doesNotContain(Offer.Flag.STALE));
    assertThat(superseded()).isZero();
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 240, 300})
  void aLittleAheadCountsAsNowAndItsNextTrueQuoteWins(long seconds) {
    quote(NOON, "pinnacle");
    quote(NOON.plusSeconds(seconds), "betmgm");

    PricedLine fast = line();
    assertThat(fast.marketTime()).isEqualTo(NOON);
    assertThat(quotedAt(fast, "betmgm")).isEqualTo(NOON);
    assertThat(ahead("betmgm", "limited")).isEqualTo(1);

    driven.pass(Duration.ofMillis(1));
    quoteOtherwise(NOON.plusMillis(1), "betmgm");

    assertThat(quotedAt(line(), "betmgm")).isEqualTo(NOON.plusMillis(1));
    assertThat(superseded()).isZero();
    assertThat(driven.deadLetters()).isEmpty();
  }

  @Test
  void quoteFromAFastClockKeepsItsAge() {
    driven.send(
        NOON.plusSeconds(240),
        new RecordHeaders(),
        event -> event.put("last_update", NOON.plusSeconds(200).toEpochMilli()));
    assertThat(quotedAt(line(), "pinnacle")).isEqualTo(NOON.minusSeconds(40));

    driven.pass(Duration.ofSeconds(30));
    driven.send(
        NOON.plusSeconds(30),
        new RecordHeaders(),
        event -> {
          event.put("last_update", NOON.minusSeconds(10).toEpochMilli());
          move(event);
        });

    assertThat(superseded()).isZero();
    assertThat(quotedAt(line(), "pinnacle")).isEqualTo(NOON.minusSeconds(10));
  }

  @Test
  void bookmakersOwnClockAheadIsLimitedToo() {
    driven.send(
        NOON,
        new RecordHeaders(),
        event -> event.put("last_update", NOON.plusSeconds(59).toEpochMilli()));

    assertThat(quotedAt(line(), "pinnacle")).isEqualTo(NOON);
  }

  @Test
  void whatWasDecidedOutlivesParkingAndARestart() {
    driven.catalogue(Shape.WINNER, false, 1, 1);
    quote(NOON.plusSeconds(240), "betmgm");
    driven.pass(Duration.ofSeconds(30));
    quoteOtherwise(NOON.plusSeconds(30), "betmgm");
    List<TestRecord<byte[], byte[]>> parked = driven.parked();
    driven.pass(Duration.ofMinutes(10)); // by now the clock has passed the fast one

    driven.catalogue(Shape.WINNER, true, 1, 2);
    parked.forEach(driven::comeBack);

    assertThat(quotedAt(line(), "betmgm")).isEqualTo(NOON.plusSeconds(30));
    driven.restart();
    driven.pass(Duration.ofSeconds(1));
    quote(NOON.plusSeconds(631), "pinnacle");
    assertThat(quotedAt(line(), "betmgm")).isEqualTo(NOON.plusSeconds(30));
  }

  @Test
  void producersOwnHeaderDecidesNothing() {
    RecordHeaders headers = new RecordHeaders();
    EvHeaders.put(headers, EvHeaders.READ_AT, Long.toString(NOON.minusSeconds(600).toEpochMilli()));
    driven.catalogue(Shape.WINNER, false, 1, 1);
    driven.send(NOON, headers, event -> {});
    List<TestRecord<byte[], byte[]>> parked = driven.parked();
    driven.catalogue(Shape.WINNER, true, 1, 2);
    parked.forEach(driven::comeBack);

    assertThat(quotedAt(line(), "pinnacle")).isEqualTo(NOON);
  }

  /** By the clock, 12:55 is no fast record at 13:00. */
  @Test
  void workerThatLagsComparesWithTheTimeOfWriting() {
    driven.pass(Duration.ofHours(1));
    driven.order.ends().saw(Map.of(0, 0L), NOON.minusSeconds(5));
    driven.order.ends().saw(Map.of(0, 3L), NOON.plusSeconds(5)); // three records since then

    quote(NOON, "pinnacle");
    quote(NOON.plusSeconds(3_300), "betmgm");
    quote(NOON.plusSeconds(200), "draftkings"); // a little ahead
    PricedLine line = line();
    assertThat(line.marketTime()).isEqualTo(NOON.plusSeconds(5));
    assertThat(ahead("betmgm", "dead_lettered")).isEqualTo(1);
    assertThat(ahead("draftkings", "limited")).isEqualTo(1);

    quote(NOON.plusSeconds(3_600), "betmgm"); // written after the last look
    assertThat(quotedAt(line(), "betmgm")).isEqualTo(NOON.plusSeconds(3_600));
    assertThat(driven.deadLetters()).hasSize(1);
  }

  /** No worker ran: what was written next says that 12:55 was not the time. */
  @Test
  void fastRecordOfABacklogIsSeenByWhatWasWrittenAfterIt() {
    driven.pass(Duration.ofHours(1));
    polled(NOON, NOON.plusSeconds(3_300), NOON, NOON.plusSeconds(1), NOON.plusSeconds(2));

    quote(NOON, "pinnacle");
    quote(NOON.plusSeconds(3_300), "betmgm");
    quote(NOON, "draftkings");
    quote(NOON.plusSeconds(1), "betmgm");
    quote(NOON.plusSeconds(2), "fanduel");

    PricedLine line = line();
    assertThat(line.marketTime()).isEqualTo(NOON.plusSeconds(2));
    assertThat(quotedAt(line, "betmgm")).isEqualTo(NOON.plusSeconds(1));
    assertThat(offers(line))
        .hasSize(4)
        .allSatisfy(offer -> assertThat(offer.flags()).doesNotContain(Offer.Flag.STALE));
    assertThat(superseded()).isZero();
    assertThat(ahead("betmgm", "dead_lettered")).isEqualTo(1);
    assertThat(header(driven.deadLetters().get(0), "__streams.errors.message"))
        .contains("record timestamp is " + NOON.plusSeconds(3_300) + " at bookmaker betmgm")
        .contains("ahead of most records that were written after it by more than PT5M");
  }

  /** An hour without a record, and one feed that is slow, make no other feed fast. */
  @Test
  void pauseAndASlowFeedInABacklogRefuseNothing() {
    driven.pass(Duration.ofHours(2));
    Instant after = NOON.plusSeconds(3_600);
    polled(NOON, after, after.minusSeconds(1_500), after.plusSeconds(1), after.plusSeconds(2));

    quote(NOON, "pinnacle");
    quote(after, "betmgm");
    quote(after.minusSeconds(1_500), "fanduel");
    quote(after.plusSeconds(1), "draftkings");
    quote(after.plusSeconds(2), "pinnacle");

    assertThat(driven.deadLetters()).isEmpty();
    assertThat(offers(line())).hasSize(4);
  }

  /** The worker knows when these were written: most of the others are from a slow feed. */
  @Test
  void slowFeedsRefuseNothingOfWhatAWorkerSawBeingWritten() {
    driven.order.ends().saw(Map.of(0, 0L), NOON.minusSeconds(5));
    Instant slow = NOON.minusSeconds(1_500);
    polled(NOON, slow, slow, slow);

    quote(NOON, "pinnacle");
    quote(slow, "betmgm");
    quote(slow, "fanduel");
    quote(slow, "draftkings");

    assertThat(driven.deadLetters()).isEmpty();
  }

  private void polled(Instant... timestamps) {
    List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
    for (Instant each : timestamps) {
      records.add(
          new ConsumerRecord<>(
              "odds.events",
              0,
              records.size(),
              each.toEpochMilli(),
              TimestampType.CREATE_TIME,
              0,
              0,
              null,
              null,
              new RecordHeaders(),
              Optional.empty()));
    }
    driven.order.ahead().polled(0, records);
  }

  @Test
  void replayDependsOnNoClock() throws Exception {
    try (DrivenTopology replay = new DrivenTopology(100)) {
      replay.quote(NOON.plusSeconds(3_600), event -> {});

      PricedLine line = replay.decode(replay.lines().get(0));
      assertThat(line.marketTime()).isEqualTo(NOON.plusSeconds(3_600));
      assertThat(replay.deadLetters()).isEmpty();
    }
  }

  @Test
  void offsetOfEachBookmakerAndFeedIsMeasured() {
    RecordHeaders headers = new RecordHeaders();
    EvHeaders.put(headers, EvHeaders.FEED, "slow_feed");
    driven.send(
        NOON.minusSeconds(1_500),
        headers,
        event -> event.put("last_update", NOON.minusSeconds(1_500).toEpochMilli()));
    quote(NOON.minusSeconds(1), "draftkings");

    assertThat(offset("pinnacle", "slow_feed")).isEqualTo(-1_500);
    assertThat(offset("draftkings", "none")).isEqualTo(-1);
  }

  private void quote(Instant when, String bookmaker) {
    driven.quote(when, event -> event.put("bookmaker", bookmaker));
  }

  /** At another price: a quote that only confirms is not published. */
  private void quoteOtherwise(Instant when, String bookmaker) {
    driven.quote(
        when,
        event -> {
          event.put("bookmaker", bookmaker);
          move(event);
        });
  }

  private static void move(GenericRecord event) {
    ((GenericRecord) ((List<?>) event.get("outcomes")).get(0)).put("price", 1.97);
  }

  private double offset(String bookmaker, String feed) {
    return driven
        .meters
        .get("ev.clock.offset.seconds")
        .tags("bookmaker", bookmaker, "feed", feed)
        .gauge()
        .value();
  }

  private double ahead(String bookmaker, String outcome) {
    return driven
        .meters
        .get("ev.clock.ahead")
        .tags("bookmaker", bookmaker, "feed", "none", "outcome", outcome)
        .counter()
        .count();
  }

  private double superseded() {
    return driven.meters.get("ev.records").tag("outcome", "superseded").counters().stream()
        .mapToDouble(counter -> counter.count())
        .sum();
  }

  /** The last line that was published. */
  private PricedLine line() {
    var lines = driven.lines();
    return driven.decode(lines.get(lines.size() - 1));
  }

  private static List<Offer> offers(PricedLine line) {
    return line.outcomes().get(0).offers();
  }

  private static Instant quotedAt(PricedLine line, String bookmaker) {
    return offers(line).stream()
        .filter(offer -> offer.bookmaker().key().equals(bookmaker))
        .findFirst()
        .orElseThrow()
        .quotedAt();
  }

  private static String header(TestRecord<byte[], byte[]> record, String name) {
    return Arrays.stream(record.headers().toArray())
        .filter(header -> header.key().equals(name))
        .map(header -> new String(header.value(), StandardCharsets.UTF_8))
        .reduce((first, second) -> second)
        .orElseThrow();
  }
}
