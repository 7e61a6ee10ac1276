package io.betintel.ev.audit;

import static io.betintel.ev.audit.AuditInHand.NOW;
import static io.betintel.ev.audit.AuditInHand.TOTALS;
import static org.assertj.core.api.Assertions.assertThat;

import io.betintel.ev.priced.PricedLine;
import io.betintel.ev.sink.PricedLines;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Lines as PricedLines makes them: Over at 2.1 by betmgm, fair probability 0.5. */
class RowCheckTest {
  private static final String OFFERS =
      "[{\"bookmaker\": \"betmgm\", \"price\": 2.1, \"flags\": []}]";

  private final AuditInHand audit = new AuditInHand();

  @Test
  void rowOfTheLastVersionIsClean() {
    open(7);

    compare(row(7).build(), 50);

    assertThat(audit.found()).isEmpty();
    assertThat(audit.report().judged().rows()).isEqualTo(1);
  }

  @Test
  void eachColumnThatDiffersIsNamed() {
    open(7);
    compare(row(7).best("betmgm", 2.2).build(), 50);
    compare(row(7).best("pinnacle", 2.1).build(), 50);
    compare(row(7).fair(0.6).build(), 50);
    compare(row(7).offers("[]").build(), 50);
    compare(row(7).offers(OFFERS.replace("[]", "[\"stale\"]")).build(), 50);
    compare(row(7).until(1).build(), 50);
    compare(row(7).closed().build(), 50);

    assertThat(audit.found()).hasSize(7).containsOnly("row_differs");
    assertThat(audit.places()).containsOnly("row_differs ev.lines-0 offset 7");
  }

  @Test
  void olderVersionIsStaleAndAnUnknownOneIsNamed() {
    open(7);
    compare(row(6).build(), 50);
    compare(row(8).build(), 50);

    assertThat(audit.found()).containsExactly("row_stale", "row_version");
  }

  @Test
  void rowOfALineThatMovedOrMayBeGoneIsNotJudged() {
    BetsRow row = row(7).build();
    audit.lines.take(AuditInHand.line(120, row.lineId())); // the audit judges what is before 100
    compare(row, 150);
    assertThat(audit.unjudged(Unjudged.IN_FLIGHT)).isEqualTo(1);

    AuditInHand other = new AuditInHand();
    other.lines.begin(Map.of(0, 5L));
    new RowCheck(other.rules("postgres", 50), other.findings, other.lines).compare(row);
    assertThat(other.found()).isEmpty();
    assertThat(other.unjudged(Unjudged.LINES_GONE)).isEqualTo(1);
  }

  @Test
  void whatTheSinkHasNotReadOrHasReadSinceIsNotJudged() {
    open(7);
    compare(row(6).build(), 7);
    compare(row(120).build(), 150); // the audit read up to 100

    assertThat(audit.found()).isEmpty();
    assertThat(audit.unjudged(Unjudged.IN_FLIGHT)).isEqualTo(2);
  }

  @Test
  void openRowOfAWithdrawnLineOrWithoutALineIsNamed() {
    audit.lines.add(PricedLines.withdrawn(TOTALS, "e1", 5.5), true, 0, 9, NOW.toEpochMilli());
    compare(row(7).build(), 50);
    compare(row(9).closed().build(), 50);
    compare(row(7).line("e2|totals||5.5|").build(), 50);

    assertThat(audit.found()).containsExactly("row_open", "row_without_line");
  }

  @Test
  void historyMustHaveTheVersionAndNoLaterOne() {
    open(7);
    compare(row(7).history(null).build(), 50);
    compare(row(7).history(new BetsRow.Remembered(false, 0.5, "betmgm", 3.0)).build(), 50);
    compare(row(7).later(8L).build(), 50);

    assertThat(audit.found())
        .containsExactly("history_missing", "history_later", "history_differs");
  }

  @Test
  void rowThatASinkRefusedOrThatARenameMovedIsLeftAlone() {
    open(7);
    audit.aside.deadLetter(
        AuditInHand.aside(
            "odds.dead-letter",
            0,
            "e1|totals||5.5|",
            7,
            "ev-reason",
            "line_refused",
            "__streams.errors.message",
            "sink postgres: too long"));
    compare(row(6).build(), 50);
    compare(row(-5).line("e2|totals||5.5|").history(null).build(), 50);

    assertThat(audit.found()).isEmpty();
    assertThat(audit.unjudged(Unjudged.REFUSED)).isEqualTo(1);
  }

  private void open(long offset) {
    PricedLine line = PricedLines.open(TOTALS, "e1", 5.5, 2.1);
    audit.lines.add(line, true, 0, offset, NOW.toEpochMilli());
  }

  private void compare(BetsRow row, long position) {
    new RowCheck(audit.rules("postgres", position), audit.findings, audit.lines).compare(row);
  }

  private static RowMaker row(long version) {
    return new RowMaker(version);
  }

  /** A row of the outcome Over. */
  private static final class RowMaker {
    private final long version;
    private String line = "e1|totals||5.5|";
    private boolean closed;
    private Double fair = 0.5;
    private String book = "betmgm";
    private Double price = 2.1;
    private long until = NOW.plusSeconds(1_200).toEpochMilli();
    private String offers = OFFERS;
    private BetsRow.Remembered history;
    private boolean remembered = true;
    private Long later;

    RowMaker(long version) {
      this.version = version;
    }

    RowMaker line(String id) {
      line = id;
      return this;
    }

    RowMaker closed() {
      closed = true;
      return this;
    }

    RowMaker fair(Double probability) {
      fair = probability;
      return this;
    }

    RowMaker best(String bookmaker, double decimal) {
      book = bookmaker;
      price = decimal;
      return this;
    }

    RowMaker until(long millis) {
      until = millis;
      return this;
    }

    RowMaker offers(String json) {
      offers = json;
      return this;
    }

    RowMaker history(BetsRow.Remembered row) {
      history = row;
      remembered = row != null;
      return this;
    }

    RowMaker later(long other) {
      later = other;
      return this;
    }

    BetsRow build() {
      BetsRow.Remembered its =
          history != null ? history : new BetsRow.Remembered(closed, fair, book, price);
      return new BetsRow(
          line,
          "Over",
          "e1",
          version,
          closed,
          fair,
          book,
          price,
          until,
          NOW.toEpochMilli(),
          offers,
          remembered ? its : null,
          later);
    }
  }
}
