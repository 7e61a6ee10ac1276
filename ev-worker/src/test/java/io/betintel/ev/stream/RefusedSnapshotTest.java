package io.betintel.ev.stream;

import static io.betintel.ev.codec.WireEvents.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import io.betintel.ev.avro.OddsEvent;
import io.betintel.ev.bettype.Shape;
import io.betintel.ev.codec.EvHeaders;
import io.betintel.ev.codec.WireEvents;
import io.betintel.ev.priced.PricedLine;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A refused snapshot says that the bookmaker's earlier prices no longer hold. */
final class RefusedSnapshotTest {
  private static final String LINE = "match-1|h2h|||Bears/Lions";

  private DrivenTopology driven;

  @BeforeEach
  void open() throws Exception {
    driven = new DrivenTopology(100, Optional.empty(), Optional.of(Duration.ofMinutes(5)));
    quote(NOON, "pinnacle", 1.95, 1.95);
    quote(NOON, "betmgm", 2.2, 1.8);
    assertThat(books(line())).containsExactly("betmgm", "pinnacle");
    driven.pass(Duration.ofSeconds(10));
  }

  @AfterEach
  void close() {
    driven.close();
  }

  static Stream<Named<Consumer<GenericRecord>>> outsideTheContract() {
    return Stream.of(
        Named.of("one bad price", e -> e.put("outcomes", prices(1.95, 0.5))),
        Named.of("American odds", e -> e.put("outcomes", prices(150, 130))),
        Named.of("no name", e -> e.put("outcomes", List.of(named(" ", 1.9)))),
        Named.of("too many", e -> e.put("outcomes", WireEvents.outcomes(schema(), 1_001))),
        Named.of("start in seconds", e -> e.put("commence_time", 1_772_366_400L)),
        Named.of("start in 2100", e -> e.put("commence_time", 4_102_444_800_000L)),
        Named.of("sport", e -> e.put("sport_key", "NFL")),
        Named.of("team", e -> e.put("home_team", "x".repeat(257))),
        Named.of("link", e -> e.put("link", "x".repeat(2_049))));
  }

  @ParameterizedTest
  @MethodSource("outsideTheContract")
  void earlierOffersEndAtOnceAndTheNextQuoteCounts(Consumer<GenericRecord> change) {
    send(NOON.plusSeconds(2), "betmgm", change);

    assertThat(driven.deadLetters())
        .singleElement()
        .satisfies(
            letter ->
                assertThat(EvHeaders.text(letter.headers(), EvHeaders.REASON))
                    .contains("out_of_contract"));
    PricedLine line = line();
    assertThat(books(line)).containsExactly("pinnacle");
    assertThat(line.event().commenceTime()).isEqualTo(NOON.plusSeconds(3_600));
    assertThat(ended()).isEqualTo(1);
    assertThat(records("dead_lettered")).isEqualTo(1);
    assertThat(records("applied")).isEqualTo(2);
    assertThat(driven.meters.get("ev.records.consumed").counter().count()).isEqualTo(3);

    driven.restart();
    quote(NOON.plusSeconds(3), "pinnacle", 1.9, 2.0);
    assertThat(books(line())).as("the store has it").containsExactly("pinnacle");
    quote(NOON.plusSeconds(4), "betmgm", 2.1, 1.8);
    assertThat(books(line())).containsExactly("betmgm", "pinnacle");
  }

  @Test
  void refusedSnapshotThatIsMendedAndSentAgainCounts() {
    send(NOON.plusSeconds(2), "betmgm", e -> e.put("outcomes", prices(1.95, 0.5)));
    quote(NOON.plusSeconds(2), "betmgm", 2.1, 1.8);

    assertThat(books(line())).containsExactly("betmgm", "pinnacle");
  }

  @Test
  void lateRefusedSnapshotEndsNothingThatIsNewer() {
    send(NOON.minusMillis(1), "betmgm", e -> e.put("outcomes", prices(1.95, 0.5)));
    send(NOON, "betmgm", e -> e.put("outcomes", prices(1.95, 0.5)));

    assertThat(driven.deadLetters()).hasSize(2);
    assertThat(driven.lines()).isEmpty();
    assertThat(ended()).isZero();
  }

  @Test
  void quoteBetweenTheTwoThatArrivesLaterDoesNotComeBack() {
    send(NOON.plusSeconds(2), "betmgm", e -> e.put("outcomes", prices(1.95, 0.5)));
    quote(NOON.plusSeconds(1), "betmgm", 2.3, 1.7);

    assertThat(books(line())).containsExactly("pinnacle");
    assertThat(records("superseded")).isEqualTo(1);
  }

  @Test
  void unknownBookmakerAndDisabledTypeHaveNothingToEnd() {
    send(NOON.plusSeconds(2), "bovada", e -> e.put("outcomes", prices(1.95, 0.5)));
    driven.catalogue(Shape.WINNER, false, 1, 1);
    send(NOON.plusSeconds(2), "betmgm", e -> e.put("outcomes", prices(1.95, 0.5)));

    assertThat(driven.deadLetters()).hasSize(2);
    assertThat(driven.lines()).isEmpty();
    assertThat(driven.parked()).isEmpty();
    assertThat(ended()).isZero();
  }

  /** Which of the two quotes is newer, nobody can tell: another feed's true one may stand. */
  @Test
  void snapshotWhoseTimesAreWrongEndsNothing() {
    send(NOON.plusSeconds(3_600), "betmgm", e -> e.put("outcomes", prices(1.95, 1.95)));
    send(NOON.plusSeconds(3_600), "betmgm", e -> e.put("outcomes", prices(1.95, 0.5)));
    driven.send(
        NOON,
        new RecordHeaders(),
        e -> {
          e.put("bookmaker", "betmgm");
          e.put("last_update", NOON.plusSeconds(61).toEpochMilli());
        });

    assertThat(driven.deadLetters())
        .extracting(letter -> EvHeaders.text(letter.headers(), EvHeaders.REASON).orElseThrow())
        .containsExactly("ahead_of_clock", "ahead_of_clock", "ahead_of_time");
    assertThat(driven.lines()).isEmpty();
    assertThat(ended()).isZero();
  }

  /** It counts as of now, as if it were right: the next true quote wins. */
  @Test
  void refusedSnapshotFromAFastClockEndsWhatWasBeforeNow() {
    send(NOON.plusSeconds(200), "betmgm", e -> e.put("outcomes", prices(1.95, 0.5)));
    assertThat(books(line())).containsExactly("pinnacle");

    driven.pass(Duration.ofSeconds(1));
    quote(NOON.plusSeconds(11), "betmgm", 2.1, 1.8);
    assertThat(books(line())).containsExactly("betmgm", "pinnacle");
  }

  private static GenericRecord named(String name, double price) {
    return WireEvents.outcome(schema(), name, price);
  }

  private static List<GenericRecord> prices(double home, double away) {
    return List.of(named("Lions", home), named("Bears", away));
  }

  private static Schema schema() {
    return OddsEvent.getClassSchema();
  }

  private void quote(Instant when, String bookmaker, double home, double away) {
    send(when, bookmaker, e -> e.put("outcomes", prices(home, away)));
  }

  private void send(Instant when, String bookmaker, Consumer<GenericRecord> change) {
    driven.quote(
        when,
        event -> {
          event.put("bookmaker", bookmaker);
          change.accept(event);
        });
  }

  private double ended() {
    return driven.meters.get("ev.offers.ended").counters().stream()
        .mapToDouble(counter -> counter.count())
        .sum();
  }

  private double records(String outcome) {
    return driven.meters.get("ev.records").tag("outcome", outcome).counters().stream()
        .mapToDouble(counter -> counter.count())
        .sum();
  }

  private PricedLine line() {
    var lines = driven.lines();
    assertThat(lines).isNotEmpty();
    return driven.decode(lines.get(lines.size() - 1));
  }

  private static List<String> books(PricedLine line) {
    assertThat(line.id().text()).isEqualTo(LINE);
    return line.outcomes().get(0).offers().stream()
        .map(offer -> offer.bookmaker().key())
        .sorted()
        .toList();
  }
}
