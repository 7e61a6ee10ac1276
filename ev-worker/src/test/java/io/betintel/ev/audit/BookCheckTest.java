package io.betintel.ev.audit;

import static io.betintel.ev.audit.AuditInHand.NOW;
import static io.betintel.ev.audit.AuditInHand.TOTALS;
import static io.betintel.ev.audit.AuditInHand.snapshot;
import static org.assertj.core.api.Assertions.assertThat;

import io.betintel.ev.odds.Outcome;
import io.betintel.ev.priced.PricedLine;
import io.betintel.ev.sink.PricedLines;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Lines as PricedLines makes them: Over at 5.5 by betmgm, at the price. */
class BookCheckTest {
  private final AuditInHand audit = new AuditInHand();
  private final Map<Long, PricedLine> records = new HashMap<>();

  @Test
  void linesThatOfferWhatIsQuotedAreClean() {
    quote(0, 1, 2.1);
    publish(7, 2.1);

    compare(Long.MIN_VALUE);

    assertThat(audit.found()).isEmpty();
    assertThat(audit.report().judged().quotes()).isEqualTo(1);
  }

  @Test
  void anotherPriceNamesBothRecords() {
    quote(4, 1, 2.3);
    publish(7, 2.1);

    compare(Long.MIN_VALUE);

    assertThat(audit.report().differences())
        .singleElement()
        .hasToString(
            "price_differs e1|totals||5.5|: betmgm quotes Over 5.5 at 2.3, the line"
                + " (ev.lines-0 offset 7) has 2.1 [odds.events-0 offset 4]");
  }

  @Test
  void quoteWithoutALineIsNamed() {
    quote(4, 1, 2.3);

    compare(Long.MIN_VALUE);

    assertThat(audit.places()).containsExactly("quote_not_published odds.events-0 offset 4");
  }

  @Test
  void offerOfASuspendedBookmakerIsNamed() {
    quote(3, 1, 2.1);
    audit.take(4, snapshot(TOTALS, "betmgm", 2));
    publish(7, 2.1);

    compare(Long.MIN_VALUE);

    assertThat(audit.places()).containsExactly("offer_without_quote odds.events-0 offset 4");
  }

  @Test
  void offerThatNoEventHasIsNamedUnlessItsEventMayBeGone() {
    publish(7, 2.1);

    compare(NOW.plusSeconds(1).toEpochMilli());
    assertThat(audit.found()).isEmpty();
    assertThat(audit.unjudged(Unjudged.BEFORE_THE_START)).isEqualTo(1);

    compare(NOW.minusSeconds(3_600).toEpochMilli());
    assertThat(audit.places()).containsExactly("offer_without_quote ev.lines-0 offset 7");
  }

  /** A later snapshot may have come before the first record that is left. */
  @Test
  void quoteFromBeforeTheStartIsNotJudgedUnlessItIsPublished() {
    quote(4, 1, 2.3);
    publish(7, 2.1);
    compare(NOW.plusSeconds(1).toEpochMilli());
    assertThat(audit.found()).isEmpty();
    assertThat(audit.unjudged(Unjudged.BEFORE_THE_START)).isEqualTo(1);

    compare(NOW.toEpochMilli());
    assertThat(audit.found()).containsExactly("price_differs");
  }

  @Test
  void lineThatTheTopicMayHaveLostIsNotMissed() {
    quote(4, 1, 2.3);
    audit.lines.begin(Map.of(0, 3L));
    compare(Long.MIN_VALUE);
    assertThat(audit.found()).isEmpty();
    assertThat(audit.unjudged(Unjudged.LINES_GONE)).isEqualTo(1);

    publish(7, 2.1); // one that is there is judged
    compare(Long.MIN_VALUE);
    assertThat(audit.found()).containsExactly("price_differs");
  }

  @Test
  void marketWhoseLineHasALaterRecordIsNotJudged() {
    quote(4, 1, 2.3);
    audit.lines.take(AuditInHand.line(120, "e1|totals||5.5|"));
    compare(Long.MIN_VALUE);

    assertThat(audit.found()).isEmpty();
    assertThat(audit.unjudged(Unjudged.IN_FLIGHT)).isEqualTo(1);
  }

  @Test
  void marketThatMovesMeanwhileIsNotJudged() {
    quote(4, 1, 2.3);
    publish(7, 2.1);
    quote(150, 2, 2.1); // the workers are at 100

    compare(Long.MIN_VALUE);

    assertThat(audit.found()).isEmpty();
    assertThat(audit.unjudged(Unjudged.IN_FLIGHT)).isEqualTo(1);
  }

  private void quote(long offset, int second, double over) {
    audit.take(offset, snapshot(TOTALS, "betmgm", second, Outcome.of("Over", null, 5.5, over)));
  }

  private void publish(long offset, double over) {
    PricedLine line = PricedLines.open(TOTALS, "e1", 5.5, over);
    records.put(offset, line);
    audit.lines.add(line, true, 0, offset, NOW.toEpochMilli());
  }

  private void compare(long horizon) {
    new BookCheck(
            audit.targets,
            audit.types,
            audit.findings,
            new OfferSearch(
                audit.targets,
                line -> Optional.ofNullable(records.get(line.offset())),
                audit.lines.isTruncated(),
                audit.findings),
            NOW.toEpochMilli(),
            horizon)
        .compare(audit.ledger.books(), audit.lines.markets());
  }
}
