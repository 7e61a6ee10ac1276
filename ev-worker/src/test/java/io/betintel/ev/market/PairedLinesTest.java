package io.betintel.ev.market;

import static io.betintel.ev.market.Snapshots.MATCH;
import static io.betintel.ev.market.Snapshots.NOON;
import static io.betintel.ev.market.Snapshots.at;
import static io.betintel.ev.market.Snapshots.outcome;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import io.betintel.ev.bettype.Shape;
import io.betintel.ev.odds.BetType;
import io.betintel.ev.odds.Bookmaker;
import io.betintel.ev.odds.LineId;
import io.betintel.ev.odds.MarketId;
import io.betintel.ev.odds.MarketSnapshot;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A snapshot touches the lines that it changes, and no others. */
class PairedLinesTest {
  private static final MarketId TOTALS = new MarketId(MATCH.id(), new BetType("totals"));
  private static final LineId LOW = new LineId("match-1|totals||41.5|");
  private static final LineId HIGH = new LineId("match-1|totals||44.5|");

  private final PairedLines lines =
      new PairedLines(TOTALS, Shape.OVER_UNDER, new FailsOn("betmgm"));

  @Test
  void onlyTheLineWhosePriceMovedIsTouched() {
    lines.put(quotes("pinnacle", 0, 1.9));
    assertThat(lines.touched().lines()).containsExactlyInAnyOrder(LOW, HIGH);

    lines.put(quotes("pinnacle", 1, 1.95));
    PairedLines.Touched touched = lines.touched();
    assertThat(touched.lines()).containsExactly(LOW);
    assertThat(touched.replaced()).containsExactly(entry(new Bookmaker("pinnacle"), NOON));
    assertThat(lines.touched().lines()).isEmpty();
  }

  @Test
  void lineThatNobodyQuotesIsTouchedAndGone() {
    lines.put(quotes("pinnacle", 0, 1.9));
    lines.touched();

    lines.put(at(NOON.plusSeconds(1), "pinnacle", "totals", outcome("Over", 44.5, 1.9)));

    assertThat(lines.touched().lines()).containsExactlyInAnyOrder(LOW, HIGH);
    assertThat(lines.ids()).containsExactly(HIGH);
    assertThat(lines.slot(LOW)).isNull();
  }

  @Test
  void snapshotThatCannotBePlacedCostsItsBookmakersQuotesAlone() {
    lines.put(quotes("pinnacle", 0, 1.9));
    lines.put(quotes("betmgm", 0, 1.9));
    lines.touched();

    lines.put(quotes("betmgm", 1, 2.0));
    PairedLines.Touched touched = lines.touched();

    assertThat(touched.unplaced()).containsOnlyKeys(new Bookmaker("betmgm"));
    assertThat(touched.lines()).containsExactlyInAnyOrder(LOW, HIGH); // it quoted both
    assertThat(lines.line(LOW, MATCH, NOON).quotes())
        .extracting(quote -> quote.snapshot().bookmaker().key())
        .containsExactly("pinnacle");

    lines.put(quotes("betmgm", 2, 2.1)); // can be placed again
    assertThat(lines.touched().unplaced()).isEmpty();
    assertThat(lines.line(LOW, MATCH, NOON).quotes()).hasSize(2);
  }

  private static MarketSnapshot quotes(String bookmaker, int second, double over) {
    return at(
        NOON.plus(Duration.ofSeconds(second)),
        bookmaker,
        "totals",
        outcome("Over", 41.5, over),
        outcome("Under", 41.5, 1.9),
        outcome("Over", 44.5, 1.9),
        outcome("Under", 44.5, 1.9));
  }

  /** Fails on the second of the bookmaker's snapshots. */
  private static final class FailsOn extends LinePlacing {
    private final Bookmaker bookmaker;
    private int seen;

    FailsOn(String bookmaker) {
      super(TOTALS, Shape.OVER_UNDER, MATCH);
      this.bookmaker = new Bookmaker(bookmaker);
    }

    @Override
    Map<LineSlot, Quote> place(MarketSnapshot snapshot) {
      if (snapshot.bookmaker().equals(bookmaker) && ++seen == 2) {
        throw new IllegalStateException("a fault");
      }
      return super.place(snapshot);
    }
  }
}
