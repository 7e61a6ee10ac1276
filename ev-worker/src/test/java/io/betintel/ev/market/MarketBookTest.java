package io.betintel.ev.market;

import static io.betintel.ev.market.Snapshots.NOON;
import static io.betintel.ev.market.Snapshots.at;
import static io.betintel.ev.market.Snapshots.book;
import static io.betintel.ev.market.Snapshots.outcome;
import static io.betintel.ev.market.Snapshots.quoted;
import static org.assertj.core.api.Assertions.assertThat;

import io.betintel.ev.bettype.Shape;
import io.betintel.ev.market.Line.Fit;
import io.betintel.ev.market.MarketBook.Change;
import io.betintel.ev.odds.BetType;
import io.betintel.ev.odds.Bookmaker;
import io.betintel.ev.odds.MarketId;
import io.betintel.ev.odds.MarketSnapshot;
import io.betintel.ev.odds.Outcome;
import io.betintel.ev.odds.SportingEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class MarketBookTest {
  private static final MarketId TOTALS = new MarketId("match-1", new BetType("totals"));

  @Test
  void lateSnapshotLosesToNewerOne() {
    MarketBook book = book(at(NOON, "pinnacle", "totals", outcome("Over", 41.5, 1.9)));

    Change change =
        book.apply(at(NOON.minusSeconds(1), "pinnacle", "totals", outcome("Over", 41.5, 2.5)));

    assertThat(change).isEqualTo(Change.OLDER);
    assertThat(prices(book)).containsExactly(1.9);
  }

  @Test
  void sameQuoteSeenAgainLaterIsADuplicate() {
    MarketSnapshot first = at(NOON, "pinnacle", "totals", outcome("Over", 41.5, 1.9));
    MarketSnapshot again =
        new MarketSnapshot(
            first.event(),
            first.betType(),
            first.bookmaker(),
            first.outcomes(),
            first.lastUpdate(),
            NOON.plusSeconds(30),
            null);
    MarketBook book = book(first);

    assertThat(book.apply(again)).isEqualTo(Change.DUPLICATE);
    assertThat(book.apply(first)).isEqualTo(Change.DUPLICATE);
    assertThat(book.time()).isEqualTo(NOON);
  }

  /** They are kept between snapshots, which come late, at the same instant, or are taken back. */
  @Property(tries = 300, seed = "20261130")
  void timeAndEventAreOfTheLatestSnapshots(@ForAll long seed) {
    Random random = new Random(seed);
    MarketBook book = new MarketBook(TOTALS);
    Map<Bookmaker, MarketSnapshot> latest = new TreeMap<>();
    for (int step = 0; step < 40; step++) {
      MarketSnapshot snapshot = anyTimes(random);
      Bookmaker bookmaker = snapshot.bookmaker();
      byte[] before = book.has(bookmaker) ? book.entry(bookmaker) : null;
      boolean applied = book.apply(snapshot) == Change.APPLIED;
      if (applied && random.nextInt(4) == 0) {
        book.putBack(bookmaker, before);
      } else if (applied) {
        latest.put(bookmaker, snapshot);
      }

      Instant time = Instant.EPOCH;
      MarketSnapshot newest = null;
      for (MarketSnapshot each : latest.values()) {
        time = each.observedAt().isAfter(time) ? each.observedAt() : time;
        boolean newer = newest == null || each.lastUpdate().isAfter(newest.lastUpdate());
        newest = newer ? each : newest;
      }
      if (random.nextBoolean()) { // or they are asked for later
        assertThat(book.time()).isEqualTo(time);
        if (newest != null) {
          assertThat(book.event()).isEqualTo(newest.event());
        }
      }
    }
  }

  private static MarketSnapshot anyTimes(Random random) {
    SportingEvent event =
        new SportingEvent(
            "match-1",
            "americanfootball_nfl",
            NOON.plusSeconds(random.nextInt(9)),
            "Lions",
            "Bears");
    return new MarketSnapshot(
        event,
        TOTALS.betType(),
        new Bookmaker(List.of("betmgm", "fanduel", "pinnacle").get(random.nextInt(3))),
        List.of(outcome("Over", 41.5, 1.9)),
        NOON.plusSeconds(random.nextInt(9)),
        NOON.plusSeconds(random.nextInt(9)),
        null);
  }

  @Test
  void outcomesInAnotherOrderAreTheSameQuote() {
    MarketBook book =
        book(quoted("pinnacle", "totals", outcome("Over", 41.5, 1.9), outcome("Under", 41.5, 2.0)));

    assertThat(
            book.apply(
                quoted(
                    "pinnacle", "totals", outcome("Under", 41.5, 2.0), outcome("Over", 41.5, 1.9))))
        .isEqualTo(Change.DUPLICATE);
  }

  @Test
  void newSnapshotWithoutALineWithdrawsIt() {
    MarketBook book =
        book(
            quoted("pinnacle", "totals", outcome("Over", 41.5, 1.9), outcome("Over", 42.5, 2.1)),
            at(NOON.plusSeconds(1), "pinnacle", "totals", outcome("Over", 42.5, 2.2)));

    assertThat(book.lines(Shape.OVER_UNDER).values()).extracting(Line::point).containsExactly(42.5);
  }

  @Test
  void suspensionWithdrawsTheBookmakersQuotesAndNoOthers() {
    MarketBook book =
        book(
            quoted("pinnacle", "totals", outcome("Over", 41.5, 1.9), outcome("Over", 42.5, 2.1)),
            quoted("bet365", "totals", outcome("Over", 41.5, 2.2)));

    Change change = book.apply(at(NOON.plusSeconds(1), "pinnacle", "totals"));

    assertThat(change).isEqualTo(Change.APPLIED);
    assertThat(prices(book)).containsExactly(2.2);
    assertThat(book.apply(at(NOON.plusSeconds(1), "pinnacle", "totals")))
        .isEqualTo(Change.DUPLICATE);
    assertThat(book.apply(at(NOON.plusSeconds(2), "bet365", "totals"))).isEqualTo(Change.APPLIED);
    assertThat(book.lines(Shape.OVER_UNDER)).isEmpty();
    assertThat(book.isEmpty()).as("the market is known").isFalse();
  }

  @Test
  void suspensionOlderThanTheQuoteIsSuperseded() {
    MarketBook book = book(quoted("pinnacle", "totals", outcome("Over", 41.5, 1.9)));

    assertThat(book.apply(at(NOON.minusMillis(1), "pinnacle", "totals"))).isEqualTo(Change.OLDER);
    assertThat(prices(book)).containsExactly(1.9);
  }

  @Test
  void quoteAfterASuspensionReturns() {
    MarketBook book =
        book(
            quoted("pinnacle", "totals", outcome("Over", 41.5, 1.9)),
            at(NOON.plusSeconds(1), "pinnacle", "totals"),
            at(NOON.plusSeconds(2), "pinnacle", "totals", outcome("Over", 41.5, 1.9)));

    assertThat(prices(book)).containsExactly(1.9);
  }

  @Test
  void suspensionOfTheSameInstantWinsInAnyOrder() {
    MarketSnapshot quote = quoted("pinnacle", "totals", outcome("Over", 41.5, 1.9));
    MarketSnapshot suspension = quoted("pinnacle", "totals");

    assertThat(book(quote, suspension).lines(Shape.OVER_UNDER)).isEmpty();
    assertThat(book(suspension, quote).lines(Shape.OVER_UNDER)).isEmpty();
  }

  @Test
  void restoredBookIsTheSameBook() {
    MarketBook book = book(quoted("pinnacle", "totals", outcome("Over", 41.5, 1.9)));
    MarketBook restored = new MarketBook(TOTALS);
    restored.restore(new Bookmaker("pinnacle"), book.entry(new Bookmaker("pinnacle")));

    assertThat(restored.lines(Shape.OVER_UNDER)).isEqualTo(book.lines(Shape.OVER_UNDER));
  }

  @Test
  void twoWayAndThreeWayNeverMix() {
    MarketBook book =
        book(
            quoted("pinnacle", "h2h", outcome("Lions", null, 2.0), outcome("Bears", null, 1.8)),
            quoted(
                "bet365",
                "h2h",
                outcome("Draw", null, 15.0),
                outcome("Bears", null, 1.9),
                outcome("Lions", null, 2.1)));

    Collection<Line> lines = book.lines(Shape.WINNER).values();

    assertThat(lines).hasSize(2).allSatisfy(line -> assertThat(line.quotes()).hasSize(1));
    assertThat(lines)
        .extracting(line -> line.outcomes().stream().map(OutcomeKey::name).toList())
        .containsExactlyInAnyOrder(List.of("Lions", "Bears"), List.of("Lions", "Bears", "Draw"));
  }

  @Test
  void spreadIsPairedByTheHomeSidesPoint() {
    MarketBook book =
        book(
            quoted(
                "pinnacle",
                "spreads",
                outcome("Bears", -3.0, 2.0),
                outcome("Lions", 3.0, 1.8),
                outcome("Lions", -3.0, 3.1)));

    Collection<Line> lines = book.lines(Shape.SPREAD).values();

    assertThat(lines).extracting(Line::point).containsExactlyInAnyOrder(3.0, -3.0);
    Line three = lines.stream().filter(line -> line.point() == 3.0).findFirst().orElseThrow();
    assertThat(three.id().text()).isEqualTo("match-1|spreads||3|");
    assertThat(three.outcomes())
        .containsExactly(new OutcomeKey("Lions", 3.0), new OutcomeKey("Bears", -3.0));
    assertThat(three.quotes().get(0).complete()).isTrue();
    Line minusThree = lines.stream().filter(line -> line.point() == -3.0).findFirst().orElseThrow();
    assertThat(minusThree.quotes().get(0).complete()).isFalse();
  }

  @Test
  void outcomeTwiceAtDifferentPricesIsAmbiguous() {
    MarketBook book =
        book(
            quoted(
                "pinnacle",
                "totals",
                outcome("Over", 41.5, 1.9),
                outcome("Over", 41.5, 1.95),
                outcome("Under", 41.5, 2.0)));

    Quote quote = book.lines(Shape.OVER_UNDER).values().iterator().next().quotes().get(0);

    assertThat(quote.ambiguous()).isTrue();
    assertThat(quote.complete()).isFalse();
    assertThat(quote.sides().get(0).price()).isEqualTo(1.9);
  }

  @Test
  void outcomesThatContradictTheShapeAreALineOfTheirOwn() {
    MarketBook book =
        book(quoted("pinnacle", "totals", outcome("Over", 41.5, 1.9), outcome("Lions", null, 2.0)));

    assertThat(book.lines(Shape.OVER_UNDER).values())
        .extracting(Line::fit)
        .containsExactlyInAnyOrder(Fit.WHOLE, Fit.CONTRADICTION);
  }

  @Property(tries = 300, seed = "20261101")
  void anyOrderAndDuplicationOfTheSameSnapshotsGivesTheSameBook(
      @ForAll("snapshots") List<MarketSnapshot> snapshots, @ForAll long seed) {
    List<MarketSnapshot> shuffled = new ArrayList<>(snapshots);
    shuffled.addAll(snapshots.subList(0, snapshots.size() / 2));
    Collections.shuffle(shuffled, new Random(seed));

    MarketBook one = new MarketBook(TOTALS);
    snapshots.forEach(one::apply);
    MarketBook other = new MarketBook(TOTALS);
    shuffled.forEach(other::apply);

    snapshots.stream()
        .map(MarketSnapshot::bookmaker)
        .distinct()
        .forEach(bookmaker -> assertThat(other.entry(bookmaker)).isEqualTo(one.entry(bookmaker)));
    assertThat(other.time()).isEqualTo(one.time());
    assertThat(other.lines(Shape.OVER_UNDER)).isEqualTo(one.lines(Shape.OVER_UNDER));
  }

  @Provide
  Arbitrary<List<MarketSnapshot>> snapshots() {
    Arbitrary<String> bookmaker = Arbitraries.of("pinnacle", "bet365", "fanduel");
    Arbitrary<Integer> updated = Arbitraries.integers().between(0, 3);
    Arbitrary<Integer> seen = Arbitraries.integers().between(0, 3);
    Arbitrary<Double> price = Arbitraries.of(0.0, 1.5, 1.9, 2.5); // 0: suspended
    return Combinators.combine(bookmaker, updated, seen, price)
        .as(
            (book, update, observed, odds) ->
                new MarketSnapshot(
                    Snapshots.MATCH,
                    TOTALS.betType(),
                    new Bookmaker(book),
                    odds == 0
                        ? List.of()
                        : List.of(outcome("Over", 41.5, odds), outcome("Under", 41.5, 2.0)),
                    NOON.plus(Duration.ofSeconds(update)),
                    NOON.plus(Duration.ofSeconds(update + observed)),
                    null))
        .list()
        .ofMinSize(1)
        .ofMaxSize(20);
  }

  private static List<Double> prices(MarketBook book) {
    return book.lines(Shape.OVER_UNDER).values().stream()
        .flatMap(line -> line.quotes().stream())
        .map(quote -> quote.sides().get(0))
        .map(Outcome::price)
        .collect(Collectors.toList());
  }
}
