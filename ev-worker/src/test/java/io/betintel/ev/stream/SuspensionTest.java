package io.betintel.ev.stream;

import static io.betintel.ev.codec.WireEvents.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import io.betintel.ev.avro.OddsEvent;
import io.betintel.ev.bettype.Shape;
import io.betintel.ev.codec.WireEvents;
import io.betintel.ev.priced.Offer;
import io.betintel.ev.priced.PricedLine;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A snapshot without outcomes, through the real topology: its offers are gone from the lines. */
final class SuspensionTest {
  private static final String LINE = "match-1|h2h|||Bears/Lions";

  private DrivenTopology driven;

  @BeforeEach
  void open() throws Exception {
    driven = new DrivenTopology(100);
  }

  @AfterEach
  void close() {
    driven.close();
  }

  @Test
  void suspendedOfferIsNoBestTopOrArbitrage() {
    quote(NOON, "pinnacle", 1.95, 1.95);
    quote(NOON, "tipico_de", 2.4, 1.7);
    PricedLine before = line();
    assertThat(before.outcomes().get(0).best().bookmaker().key()).isEqualTo("tipico_de");
    assertThat(before.arbitrage()).as("1/2.4 + 1/1.95 is 0.93").isNotNull();

    suspend(NOON.plusSeconds(1), "tipico_de");

    PricedLine after = line();
    assertThat(after.status()).isEqualTo(PricedLine.Status.OPEN);
    assertThat(after.arbitrage()).isNull();
    assertThat(after.outcomes())
        .allSatisfy(
            outcome -> {
              assertThat(outcome.offers())
                  .extracting(offer -> offer.bookmaker().key())
                  .containsExactly("pinnacle");
              assertThat(outcome.top()).extracting(Offer::price).isEqualTo(1.95);
            });
  }

  @Test
  void lineWhoseReferenceIsSuspendedIsNotPriced() {
    quote(NOON, "pinnacle", 1.95, 1.95);
    quote(NOON, "tipico_de", 2.4, 1.7);
    assertThat(line().notPriced()).isNull();

    suspend(NOON.plusSeconds(1), "pinnacle");
    PricedLine alone = line();

    assertThat(alone.status()).isEqualTo(PricedLine.Status.OPEN);
    assertThat(alone.outcomes())
        .allSatisfy(
            outcome -> assertThat(outcome.best()).as("nothing to compare it with").isNull());
  }

  @Test
  void lastOfferWithdrawsTheLineAndAQuoteOpensItAgain() {
    quote(NOON, "pinnacle", 1.95, 1.95);
    suspend(NOON.plusSeconds(1), "pinnacle");
    suspend(NOON.plusSeconds(2), "pinnacle");
    driven.restart();
    quote(NOON.plusSeconds(3), "pinnacle", 1.95, 1.95);

    assertThat(driven.published()).containsExactly(LINE + " OPEN 1");
  }

  @Test
  void suspensionIsPublishedOnceAndLateOnesChangeNothing() {
    quote(NOON, "pinnacle", 1.95, 1.95);
    suspend(NOON.minusMillis(1), "pinnacle");
    assertThat(driven.published()).containsExactly(LINE + " OPEN 1");
    assertThat(superseded("older")).isEqualTo(1);

    suspend(NOON.plusSeconds(1), "pinnacle");
    suspend(NOON.plusSeconds(1), "pinnacle");
    quote(NOON, "pinnacle", 2.05, 1.85);

    assertThat(driven.published()).containsExactly(LINE + " WITHDRAWN 1");
    assertThat(superseded("duplicate")).isEqualTo(1);
    assertThat(superseded("older")).isEqualTo(2);
  }

  @Test
  void parkedSuspensionCountsOnceItIsReturnedInWhateverOrder() {
    quote(NOON, "pinnacle", 1.9, 1.9);
    driven.catalogue(Shape.WINNER, false, 1, 1);
    suspend(NOON.plusSeconds(2), "pinnacle");
    assertThat(driven.parked()).hasSize(1);
    driven.catalogue(Shape.WINNER, true, 1, 2);
    driven.published();

    driven.comeBack("match-1", NOON.plusSeconds(2)); // no outcomes
    driven.comeBack("match-1", NOON.plusSeconds(1), "Bears", "Lions"); // quoted before it

    assertThat(driven.published()).containsExactly(LINE + " WITHDRAWN 1");
    driven.comeBack("match-1", NOON.plusSeconds(3), "Bears", "Lions");
    assertThat(driven.published()).containsExactly(LINE + " OPEN 1");
  }

  @Test
  void partOfAMarketIsSuspendedByASnapshotWithoutIt() {
    driven.quote(
        NOON,
        event -> {
          List<Object> outcomes = new ArrayList<>((List<?>) event.get("outcomes"));
          outcomes.add(described("First half", "Lions"));
          outcomes.add(described("First half", "Bears"));
          event.put("outcomes", outcomes);
          // A description is a line of its own.
        });
    driven.published();

    quote(NOON.plusSeconds(1), "pinnacle", 1.95, 2.0);

    assertThat(driven.published())
        .containsExactly("match-1|h2h|First half||Bears/Lions WITHDRAWN 1", LINE + " OPEN 1");
  }

  private static Object described(String description, String name) {
    var outcome = WireEvents.outcome(OddsEvent.getClassSchema(), name, 1.9);
    outcome.put("description", description);
    return outcome;
  }

  private double superseded(String reason) {
    return driven
        .meters
        .get("ev.records")
        .tags("outcome", "superseded", "reason", reason)
        .counter()
        .count();
  }

  private void quote(Instant when, String bookmaker, double home, double away) {
    driven.quote(
        when,
        event -> {
          event.put("bookmaker", bookmaker);
          event.put(
              "outcomes",
              List.of(
                  WireEvents.outcome(event.getSchema(), "Lions", home),
                  WireEvents.outcome(event.getSchema(), "Bears", away)));
        });
  }

  private void suspend(Instant when, String bookmaker) {
    driven.quote(
        when,
        event -> {
          event.put("bookmaker", bookmaker);
          event.put("outcomes", List.of());
        });
  }

  /** The last line that was published. */
  private PricedLine line() {
    var lines = driven.lines();
    return driven.decode(lines.get(lines.size() - 1));
  }
}
