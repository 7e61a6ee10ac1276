package io.betintel.ev.audit;

import static io.betintel.ev.audit.AuditInHand.OFF;
import static io.betintel.ev.audit.AuditInHand.TOTALS;
import static io.betintel.ev.audit.AuditInHand.snapshot;
import static io.betintel.ev.audit.AuditInHand.totals;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.betintel.ev.codec.EventPartitioner;
import io.betintel.ev.odds.MarketId;
import io.betintel.ev.odds.MarketSnapshot;
import io.betintel.ev.odds.Outcome;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;

class InputLedgerTest {
  private final AuditInHand audit = new AuditInHand();

  @Test
  void newestSnapshotIsAppliedAndOlderOnesAreSuperseded() {
    audit.take(0, totals("betmgm", 1, 2.1, 1.8));
    audit.take(1, totals("betmgm", 3, 2.2, 1.7));
    audit.take(2, totals("betmgm", 2, 2.3, 1.6));
    audit.take(3, totals("betmgm", 3, 2.2, 1.7)); // once more

    assertThat(audit.ended(RecordEnd.APPLIED)).isEqualTo(2);
    assertThat(audit.ended(RecordEnd.SUPERSEDED)).isEqualTo(2);
    assertThat(held().offset()).isEqualTo(1);
    assertThat(audit.found()).isEmpty();
  }

  @Test
  void atTheSameInstantASuspensionWinsThenTheGreaterContent() {
    MarketSnapshot suspended = snapshot(TOTALS, "betmgm", 1);
    MarketSnapshot low = totals("betmgm", 1, 1.5, 1.8);
    MarketSnapshot high = totals("betmgm", 1, 2.5, 1.8); // 2.5 has the greater bits
    for (List<MarketSnapshot> order : List.of(List.of(low, high), List.of(high, low))) {
      AuditInHand one = new AuditInHand();
      for (int i = 0; i < order.size(); i++) {
        one.take(i, order.get(i));
      }
      RecomputedBook book = one.ledger.books().find(new MarketId("e1", TOTALS));
      assertThat(book.quotes().get("betmgm").content()).isEqualTo(QuoteBytes.of(high));
      one.take(2, suspended);
      assertThat(book.quotes().get("betmgm").suspended()).isTrue();
    }
  }

  @Test
  void whatTheWorkersHaveNotTakenIsInFlightAndItsMarketIsNotJudged() {
    audit.take(100, totals("betmgm", 1, 2.1, 1.8));

    assertThat(audit.ended(RecordEnd.IN_FLIGHT)).isEqualTo(1);
    assertThat(audit.ledger.books().find(new MarketId("e1", TOTALS)).isInFlight()).isTrue();
  }

  @Test
  void eventOfATypeThatIsOffMustBeParkedOnceAnEarlierOneIs() {
    audit.aside.parked(AuditInHand.aside("odds.parked", 0, "player_points", 1), waits());
    audit.take(0, snapshot(OFF, "betmgm", 1, Outcome.of("Over", null, 5.5, 2.0)));
    audit.take(1, snapshot(OFF, "betmgm", 2, Outcome.of("Over", null, 5.5, 2.0)));
    audit.take(2, snapshot(OFF, "betmgm", 3, Outcome.of("Over", null, 5.5, 2.0)));

    assertThat(audit.ended(RecordEnd.NOT_JUDGED)).isEqualTo(1); // it may have been on before
    assertThat(audit.ended(RecordEnd.PARKED)).isEqualTo(1);
    assertThat(audit.places()).containsExactly("not_parked odds.events-0 offset 2");
  }

  /** Its task was ahead of the one that parks: the type was on when it took the event. */
  @Test
  void laterEventOfAnotherHomePartitionMayBeOnNoTopic() {
    assertThat(EventPartitioner.home("e1", 2)).isNotEqualTo(EventPartitioner.home("e3", 2));
    audit.aside.parked(AuditInHand.aside("odds.parked", 0, "player_points", 1), waits());
    audit.take(1, snapshot(OFF, "betmgm", 2, Outcome.of("Over", null, 5.5, 2.0)));
    audit.take(2, snapshot("e3", OFF, "betmgm", 3, Outcome.of("Over", null, 5.5, 2.0)));

    assertThat(audit.ended(RecordEnd.PARKED)).isEqualTo(1);
    assertThat(audit.ended(RecordEnd.NOT_JUDGED)).isEqualTo(1);
    assertThat(audit.found()).isEmpty();
  }

  @Test
  void recordThatIsSetAsideTwiceIsNamedAndAReturnedOneIsNot() {
    audit.aside.parked(AuditInHand.aside("odds.parked", 0, "player_points", 1), waits());
    audit.aside.parked(
        AuditInHand.aside("odds.parked", 1, "player_points", 1, "ev-return-attempt", "1"), waits());
    assertThat(audit.found()).isEmpty();
    audit.aside.parked(AuditInHand.aside("odds.parked", 2, "player_points", 1), waits());

    assertThat(audit.places()).containsExactly("set_aside_twice odds.parked-0 offset 2");
  }

  @Test
  void deadLetterEndsWhatTheBookmakerOfferedUnlessItsClockIsWhatIsWrong() {
    audit.aside.deadLetter(
        AuditInHand.aside("odds.dead-letter", 0, "totals", 1, "ev-reason", "ahead_of_clock"));
    audit.aside.deadLetter(
        AuditInHand.aside("odds.dead-letter", 1, "totals", 2, "ev-reason", "too_many_lines"));
    audit.take(0, totals("betmgm", 1, 2.1, 1.8));
    audit.take(1, totals("betmgm", 5, 2.2, 1.8));
    assertThat(held().suspended()).isFalse();
    audit.take(2, totals("betmgm", 6, 2.3, 1.8));

    assertThat(held().suspended()).isTrue();
    assertThat(audit.ended(RecordEnd.DEAD_LETTERED)).isEqualTo(2);
  }

  @Test
  void recordOfAnUnknownSchemaMustBeInTheQuarantineOrTheDeadLetters() {
    audit.aside.quarantine(AuditInHand.aside("odds.quarantine", 0, "totals", 1), Map.of(0, 1L));
    audit.aside.deadLetter(
        AuditInHand.aside("odds.dead-letter", 0, "totals", 2, "ev-reason", "unknown_schema"));
    audit.takeUnknown(1);
    audit.takeUnknown(2);
    assertThat(audit.found()).isEmpty();
    assertThat(audit.ended(RecordEnd.QUARANTINED)).isEqualTo(1);
    assertThat(audit.ended(RecordEnd.DEAD_LETTERED)).isEqualTo(1);

    audit.takeUnknown(3);
    audit.takeUnknown(100); // the workers have not taken it
    assertThat(audit.places()).containsExactly("not_quarantined odds.events-0 offset 3");
    assertThat(audit.ended(RecordEnd.LOST)).isEqualTo(1);
    assertThat(audit.ended(RecordEnd.IN_FLIGHT)).isEqualTo(1);
  }

  @Test
  void bookThatDoesNotFitSaysSo() {
    InputLedger small =
        new InputLedger(
            audit.targets,
            audit.moment,
            audit.aside,
            audit.types,
            Slice.ALL,
            new SliceTags(Map.of(0, 0L), 10),
            new Budget(200),
            audit.findings);
    audit.snapshots.add(totals("betmgm", 1, 2.1, 1.8));
    byte[] first = {0, 0, 0, 0};
    assertThatThrownBy(
            () -> small.take(new ConsumerRecord<>("odds.events", 0, 0, new byte[0], first)))
        .isInstanceOf(Budget.ExceededException.class);
  }

  @Test
  void eventThatWasOverWhenItWasSeenIsSuperseded() {
    MarketSnapshot late = totals("betmgm", 9 * 3_600 + 1, 2.1, 1.8); // the start is at 3 h, +6 h

    audit.take(0, late);

    assertThat(audit.ended(RecordEnd.SUPERSEDED)).isEqualTo(1);
    assertThat(audit.ledger.books().find(late.marketId()).quotes()).isEmpty();
  }

  private static WaitingEvents waits() {
    return WaitingEvents.none();
  }

  private HeldQuote held() {
    return audit.ledger.books().find(new MarketId("e1", TOTALS)).quotes().get("betmgm");
  }
}
