package io.betintel.ev.stream;

import static io.betintel.ev.market.Snapshots.MATCH;
import static io.betintel.ev.market.Snapshots.NOON;
import static io.betintel.ev.market.Snapshots.outcome;
import static org.assertj.core.api.Assertions.assertThat;

import io.betintel.ev.bettype.BetTypeSettings;
import io.betintel.ev.bettype.PricingTerms;
import io.betintel.ev.bettype.Role;
import io.betintel.ev.bettype.Shape;
import io.betintel.ev.catalogue.CatalogueEntry;
import io.betintel.ev.codec.LineCodecs;
import io.betintel.ev.market.MarketBook;
import io.betintel.ev.odds.BetType;
import io.betintel.ev.odds.Bookmaker;
import io.betintel.ev.odds.MarketId;
import io.betintel.ev.odds.MarketSnapshot;
import io.betintel.ev.odds.Outcome;
import io.betintel.ev.priced.PricedLine;
import io.betintel.ev.value.EvCalculator;
import io.betintel.ev.value.FeeTable;
import io.betintel.ev.value.PricingFailures;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Content decides what is published, not time: MATCH starts six hours after NOON. */
class PublishedContentTest {
  private static final Duration MINUTES_20 = Duration.ofMinutes(20);
  private static final BetType TOTALS = new BetType("totals");
  private static final List<String> BOOKS = List.of("pinnacle", "bet365");
  private static final CatalogueEntry ENTRY =
      new CatalogueEntry(
          new PricingTerms(TOTALS, Shape.OVER_UNDER, BetTypeSettings.defaults(), 1),
          "Totals",
          true,
          true,
          Role.FREE,
          null,
          1);

  private final OpenMarket market = market();

  @Test
  void bookThatMovedOneOfAHundredLinesPublishesOne() {
    assertThat(published(quotes("bet365", NOON, 1.9, 1.9))).hasSize(100);

    List<PricedLine> moved = published(quotes("bet365", NOON.plusSeconds(1), 1.95, 1.9));

    assertThat(moved).extracting(PricedLine::point).containsExactly(0.5);
    assertThat(moved.get(0).outcomes().get(0).offers().get(0).price()).isEqualTo(1.95);
    // As it was at that moment: the times are the quote's, not the first publication's.
    assertThat(moved.get(0).marketTime()).isEqualTo(NOON.plusSeconds(1));
    assertThat(moved.get(0).validUntil()).isEqualTo(NOON.plusSeconds(1).plus(MINUTES_20));
  }

  @Test
  void confirmedQuoteIsPublishedOnceInHalfItsValidity() {
    Instant known = published(quotes("bet365", NOON, 1.9, 1.9)).get(0).validUntil();
    int again = 0;
    for (int minute = 1; minute <= 60; minute++) {
      Instant now = NOON.plus(Duration.ofMinutes(minute));
      for (PricedLine line : published(quotes("bet365", now, 1.9, 1.9))) {
        if (line.point() == 0.5) {
          known = line.validUntil();
          again++;
        }
      }
      // 20 minutes of validity: of what a reader knows, more than half is always left.
      assertThat(known).isAfter(now.plus(Duration.ofMinutes(10)));
    }
    assertThat(again).isEqualTo(6); // in 60 minutes
  }

  @Test
  void stepIsThatOfTheGameOnceItHasBegun() {
    Instant begun = MATCH.commenceTime().plusSeconds(60);
    Instant known = published(quotes("bet365", begun, 1.9, 1.9)).get(0).validUntil();
    int again = 0;
    for (int second = 10; second <= 900; second += 10) {
      Instant now = begun.plusSeconds(second);
      for (PricedLine line : published(quotes("bet365", now, 1.9, 1.9))) {
        if (line.point() == 0.5) {
          known = line.validUntil();
          again++;
        }
      }
      assertThat(known).isAfter(now.plusSeconds(90)); // of 3 minutes
    }
    assertThat(again).isEqualTo(10); // in 900 seconds
  }

  @Test
  void linesOfOneMarketAreNotAllPublishedAtTheSameMoment() {
    published(quotes("bet365", NOON, 1.9, 1.9));
    int most = 0;
    for (int minute = 1; minute <= 10; minute++) {
      Instant now = NOON.plus(Duration.ofMinutes(minute));
      most = Math.max(most, published(quotes("bet365", now, 1.9, 1.9)).size());
    }
    assertThat(most).isBetween(5, 40); // 100 lines in ten minutes
  }

  @Test
  void whatAReaderCanActOnIsPublished() {
    published(quotes("bet365", NOON, 1.9, 1.9));

    assertThat(published(with("bet365", NOON.plusSeconds(1), "https://example.com/bet", null)))
        .hasSize(1);
    assertThat(published(with("bet365", NOON.plusSeconds(2), "https://example.com/bet", 250.0)))
        .hasSize(1);
    // 21 minutes later at another bookmaker: what Bet365 quoted is stale on each of its lines.
    assertThat(published(with("betmgm", NOON.plusSeconds(2 + 21 * 60), null, null))).hasSize(100);
  }

  @Test
  void newOwnerOfTheMarketPublishesNothingAgainAndGoesOnTheSame() {
    List<PricedLine> whole = new ArrayList<>();
    List<PricedLine> interrupted = new ArrayList<>();
    OpenMarket other = market();
    for (int minute = 0; minute < 45; minute++) {
      Instant now = NOON.plus(Duration.ofMinutes(minute));
      MarketSnapshot snapshot =
          quotes(BOOKS.get(minute % 2), now, minute % 7 == 0 ? 1.95 : 1.9, 1.9);
      whole.addAll(published(snapshot));
      if (minute % 3 == 2) {
        other = restored(other);
      }
      other.book().apply(snapshot);
      other.changes(ENTRY).forEach(publication -> interrupted.add(publication.line()));
    }

    assertThat(interrupted).isEqualTo(whole);
  }

  private static OpenMarket restored(OpenMarket market) {
    MarketBook book = new MarketBook(new MarketId(MATCH.id(), TOTALS));
    for (String bookmaker : BOOKS) {
      Bookmaker key = new Bookmaker(bookmaker);
      book.restore(key, market.book().entry(key)); // both have quoted by then
    }
    OpenMarket restored = of(book);
    restored.changes(ENTRY); // published already: OpenMarkets discards it
    return restored;
  }

  private List<PricedLine> published(MarketSnapshot snapshot) {
    assertThat(market.book().apply(snapshot)).isEqualTo(MarketBook.Change.APPLIED);
    return market.changes(ENTRY).stream().map(Publication::line).toList();
  }

  private static OpenMarket market() {
    return of(new MarketBook(new MarketId(MATCH.id(), TOTALS)));
  }

  private static OpenMarket of(MarketBook book) {
    return LoneMarket.of(
        book,
        new EvCalculator(new FeeTable(Map.of())),
        LineEncoder.of(LineCodecs.writing()),
        PricingFailures.THROWN);
  }

  /** A hundred totals, of which the first is priced so; the others stay as they are. */
  private static MarketSnapshot quotes(String bookmaker, Instant when, double over, double under) {
    List<Outcome> outcomes = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      outcomes.add(outcome("Over", i + 0.5, i == 0 ? over : 1.8));
      outcomes.add(outcome("Under", i + 0.5, i == 0 ? under : 1.8));
    }
    return snapshot(bookmaker, when, outcomes);
  }

  private static MarketSnapshot with(String bookmaker, Instant when, String link, Double limit) {
    List<Outcome> outcomes = new ArrayList<>(quotes(bookmaker, when, 1.9, 1.9).outcomes());
    outcomes.set(0, new Outcome("Over", null, 0.5, 1.9, link, limit));
    return snapshot(bookmaker, when, outcomes);
  }

  private static MarketSnapshot snapshot(String bookmaker, Instant when, List<Outcome> outcomes) {
    return new MarketSnapshot(MATCH, TOTALS, new Bookmaker(bookmaker), outcomes, when, when, null);
  }
}
