package io.betintel.ev.stream;

import static org.assertj.core.api.Assertions.assertThat;

import io.betintel.ev.bettype.BetTypeSettings;
import io.betintel.ev.bettype.PricingTerms;
import io.betintel.ev.bettype.Shape;
import io.betintel.ev.market.MarketBook;
import io.betintel.ev.market.Snapshots;
import io.betintel.ev.odds.BetType;
import io.betintel.ev.odds.Outcome;
import io.betintel.ev.priced.NotPriced;
import io.betintel.ev.priced.PricedLine;
import io.betintel.ev.sink.PricedLines;
import io.betintel.ev.value.EvCalculator;
import io.betintel.ev.value.FeeTable;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PublicationTest {
  private static final PricedLine LINE = line();

  @Test
  void aLineThatFitsIsPublishedWhole() {
    assertThat(Publication.of(LINE, PublicationTest::asText, 1_000_000).line()).isSameAs(LINE);
  }

  @Test
  void linksGoFirst() {
    // 4 links of 1000 characters are most of it: offers and best offers print to about 2500.
    PricedLine published = Publication.of(LINE, PublicationTest::asText, 4_500).line();

    assertThat(published.notPriced()).isNull();
    assertThat(published.outcomes())
        .hasSize(2)
        .allSatisfy(
            outcome -> {
              assertThat(outcome.fairProbability()).isEqualTo(0.5); // 2.0 against 2.0
              assertThat(outcome.best().link()).isNull();
              assertThat(outcome.offers()).hasSize(2).allMatch(offer -> offer.link() == null);
              assertThat(outcome.offers()).extracting(offer -> offer.price()).contains(2.0);
            });
  }

  @Test
  void thenOffersAndItSaysWhy() {
    int names = asText(LINE.withoutOffers(NotPriced.TOO_LARGE)).length;

    PricedLine published = Publication.of(LINE, PublicationTest::asText, names).line();

    assertThat(published.notPriced()).isEqualTo(NotPriced.TOO_LARGE);
    assertThat(published.references()).isEmpty();
    assertThat(published.outcomes()).extracting(PricedLine.PricedOutcome::name).hasSize(2);
    assertThat(published.outcomes()).allMatch(outcome -> outcome.offers().isEmpty());
  }

  @Test
  void withTheOffersGoesWhatIsMadeOfThem() {
    PricedLine joined = PricedLines.joined(PricedLines.TOTALS, "e1", 5.5, 2.1);
    int names = asText(joined.withoutOffers(NotPriced.TOO_LARGE)).length;

    assertThat(joined.withoutLinks().arbitrage()).isNotNull();
    assertThat(joined.withoutLinks().middles()).isNotEmpty();
    PricedLine published = Publication.of(joined, PublicationTest::asText, names).line();
    assertThat(published.arbitrage()).isNull();
    assertThat(published.middles()).isEmpty();
  }

  @Test
  void thenOutcomes() {
    PricedLine published = Publication.of(LINE, PublicationTest::asText, 1).line();

    assertThat(published.notPriced()).isEqualTo(NotPriced.TOO_LARGE);
    assertThat(published.outcomes()).isEmpty();
    assertThat(published.id()).isEqualTo(LINE.id());
  }

  /** Only its length counts. */
  private static byte[] asText(PricedLine line) {
    return line.toString().getBytes(StandardCharsets.UTF_8);
  }

  /** Two outcomes at two books, each offer with a link of 1000 characters. */
  private static PricedLine line() {
    MarketBook book =
        Snapshots.book(
            Snapshots.quoted("pinnacle", "h2h", sides()),
            Snapshots.quoted("fanduel", "h2h", sides()));
    PricingTerms betType =
        new PricingTerms(new BetType("h2h"), Shape.WINNER, BetTypeSettings.defaults(), 1);
    return new EvCalculator(new FeeTable(Map.of()))
        .price(List.copyOf(book.lines(Shape.WINNER).values()).get(0), betType);
  }

  private static Outcome[] sides() {
    String link = "https://example.org/".concat("x".repeat(980));
    return new Outcome[] {
      new Outcome("Lions", null, null, 2.0, link, null),
      new Outcome("Bears", null, null, 2.0, link, null)
    };
  }
}
