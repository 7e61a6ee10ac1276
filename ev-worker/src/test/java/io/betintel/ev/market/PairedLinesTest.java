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
import io.betintel.ev.odds.Outcome;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
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

  /** Of a long snapshot the lines that did not move are not placed again. */
  @Test
  void ofManyLinesOnlyTheOneWhosePriceMovedIsTouched() {
    lines.put(many("pinnacle", 0, 1.9, 20));
    lines.put(many("betrivers", 0, 1.8, 20));
    lines.touched();

    lines.put(many("pinnacle", 1, 2.05, 20));
    PairedLines.Touched touched = lines.touched();

    LineId second = new LineId("match-1|totals||2|");
    assertThat(touched.lines()).containsExactly(second);
    assertThat(touched.replaced()).containsExactly(entry(new Bookmaker("pinnacle"), NOON));
    assertThat(odds(second)).containsExactly("betrivers 1.8 1.9", "pinnacle 2.05 1.9");
    assertThat(odds(new LineId("match-1|totals||3|")))
        .containsExactly("betrivers 1.9 1.9", "pinnacle 1.9 1.9");
    assertThat(lines.line(new LineId("match-1|totals||3|"), MATCH, NOON).quotes())
        .extracting(quote -> quote.lastUpdate()) // confirmed with the rest
        .containsExactly(NOON, NOON.plusSeconds(1));
  }

  @Test
  void ofManyLinesOneThatIsConfirmedIsNotTouched() {
    lines.put(many("pinnacle", 0, 1.9, 20));
    lines.touched();

    lines.put(many("pinnacle", 1, 1.9, 20));

    PairedLines.Touched touched = lines.touched();
    assertThat(touched.lines()).isEmpty();
    assertThat(touched.replaced()).containsExactly(entry(new Bookmaker("pinnacle"), NOON));
  }

  @Test
  void ofManyLinesOneThatIsQuotedNoMoreIsGone() {
    lines.put(many("pinnacle", 0, 1.9, 20));
    lines.touched();

    lines.put(many("pinnacle", 1, 1.9, 19));

    LineId last = new LineId("match-1|totals||20|");
    assertThat(lines.touched().lines()).containsExactly(last);
    assertThat(lines.slot(last)).isNull();
    assertThat(lines.quotedBy(new Bookmaker("pinnacle"))).hasSize(19);
  }

  /** The same outcomes in another order are the same quotes. */
  @Test
  void orderOfManyOutcomesHasNoMeaning() {
    MarketSnapshot before = many("pinnacle", 0, 1.9, 20);
    lines.put(before);
    lines.touched();
    List<Outcome> reversed = new ArrayList<>(before.outcomes());
    Collections.reverse(reversed);

    lines.put(at(NOON.plusSeconds(1), "pinnacle", "totals", reversed.toArray(new Outcome[0])));

    assertThat(lines.touched().lines()).isEmpty();
    assertThat(odds(new LineId("match-1|totals||7|"))).containsExactly("pinnacle 1.9 1.9");
  }

  @Test
  void anotherPriceForAnOutcomeThatIsQuotedTwiceIsAmbiguousAgain() {
    MarketSnapshot first = many("pinnacle", 0, 1.9, 20);
    Outcome again = outcome("Over", 2.0, 1.9);
    lines.put(and(first, again));
    LineId second = new LineId("match-1|totals||2|");
    assertThat(lines.line(second, MATCH, NOON).quotes().get(0).ambiguous()).isFalse();

    lines.put(and(many("pinnacle", 1, 2.05, 20), again));

    assertThat(lines.line(second, MATCH, NOON).quotes().get(0).ambiguous()).isTrue();
    assertThat(odds(second)).containsExactly("pinnacle 1.9 1.9"); // the lower price
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
        .extracting(quote -> quote.bookmaker().key())
        .containsExactly("pinnacle");

    lines.put(quotes("betmgm", 2, 2.1)); // can be placed again
    assertThat(lines.touched().unplaced()).isEmpty();
    assertThat(lines.line(LOW, MATCH, NOON).quotes()).hasSize(2);
  }

  private List<String> odds(LineId line) {
    return lines.line(line, MATCH, NOON).quotes().stream()
        .map(
            quote ->
                quote.bookmaker()
                    + " "
                    + quote.sides().get(0).price()
                    + " "
                    + quote.sides().get(1).price())
        .toList();
  }

  private static MarketSnapshot and(MarketSnapshot snapshot, Outcome another) {
    List<Outcome> outcomes = new ArrayList<>(snapshot.outcomes());
    outcomes.add(another);
    return at(
        snapshot.lastUpdate(),
        snapshot.bookmaker().key(),
        "totals",
        outcomes.toArray(new Outcome[0]));
  }

  /** Points 1, 2, ... at 1.9, but for Over 2. */
  private static MarketSnapshot many(String bookmaker, int second, double over2, int points) {
    List<Outcome> outcomes = new ArrayList<>();
    for (int point = 1; point <= points; point++) {
      outcomes.add(outcome("Over", (double) point, point == 2 ? over2 : 1.9));
      outcomes.add(outcome("Under", (double) point, 1.9));
    }
    return at(NOON.plusSeconds(second), bookmaker, "totals", outcomes.toArray(new Outcome[0]));
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
    Placed place(MarketSnapshot snapshot) {
      if (snapshot.bookmaker().equals(bookmaker) && ++seen == 2) {
        throw new IllegalStateException("a fault");
      }
      return super.place(snapshot);
    }
  }
}
