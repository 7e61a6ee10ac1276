package io.betintel.ev.feed.oddsapi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.betintel.ev.bettype.BetTypeSettings;
import io.betintel.ev.bettype.PricingTerms;
import io.betintel.ev.bettype.Shape;
import io.betintel.ev.feed.FeedFile;
import io.betintel.ev.feed.FeedFixture;
import io.betintel.ev.market.MarketBook;
import io.betintel.ev.odds.MarketId;
import io.betintel.ev.odds.MarketSnapshot;
import io.betintel.ev.odds.OddsFormat;
import io.betintel.ev.priced.NotPriced;
import io.betintel.ev.priced.Offer;
import io.betintel.ev.priced.PricedLine;
import io.betintel.ev.value.EvCalculator;
import io.betintel.ev.value.FeeTable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Markets of the files under feeds/ whose shapes are rarer; counted in the files by hand. */
class RealShapesTest {
  private final TheOddsApiReader decimal = new TheOddsApiReader(OddsFormat.DECIMAL);
  private final TheOddsApiReader american = new TheOddsApiReader(OddsFormat.AMERICAN);

  @Test
  void alternateSpreadsAreOneLinePerPointOfTheHomeSide() throws IOException {
    // Texans at home against Chiefs; only DraftKings quotes, six outcomes.
    List<PricedLine> lines =
        lines(FeedFixture.read(decimal, FeedFixture.ALTERNATES), "alternate_spreads", Shape.SPREAD);

    assertThat(lines)
        .extracting(PricedLine::point, PricedLine::notPriced)
        .containsExactlyInAnyOrder(tuple(-23.0, null), tuple(-22.5, null), tuple(-22.0, null));
    // The only reference is not valued against itself.
    assertThat(lines)
        .flatExtracting(PricedLine::outcomes)
        .flatExtracting(PricedLine.PricedOutcome::offers)
        .hasSize(6)
        .allSatisfy(offer -> assertThat(offer.flags()).contains(Offer.Flag.NO_REFERENCE));
  }

  @Test
  void layPricesLookLikeBackPricesAndAreNeverPriced() throws IOException {
    // 15 events, each with one exchange's h2h_lay.
    List<PricedLine> lines =
        lines(FeedFixture.read(american, FeedFixture.NFL), "h2h_lay", Shape.LAY);

    assertThat(lines).hasSize(15);
    assertThat(lines).extracting(PricedLine::notPriced).containsOnly(NotPriced.SHAPE_NOT_PRICED);
  }

  @Test
  void playerPropsAreOneLinePerPlayerAndPoint() throws IOException {
    FeedFile props = FeedFixture.read(american, FeedFixture.PROPS);

    List<PricedLine> receptions = lines(props, "player_receptions", Shape.OVER_UNDER);
    assertThat(receptions).hasSize(5).extracting(PricedLine::description).doesNotContainNull();
    assertThat(lines(props, "player_pass_tds", Shape.OVER_UNDER)).hasSize(2);
    // The same market under a shape that it is not: said, and not priced.
    assertThat(lines(props, "player_pass_tds", Shape.YES_NO))
        .isNotEmpty()
        .extracting(PricedLine::notPriced)
        .containsOnly(NotPriced.SHAPE);
  }

  private static List<PricedLine> lines(FeedFile file, String betType, Shape shape) {
    EvCalculator calculator = new EvCalculator(new FeeTable(Map.of()));
    Map<MarketId, MarketBook> books = new TreeMap<>();
    for (MarketSnapshot snapshot : file.snapshots()) {
      if (snapshot.betType().symbol().equals(betType)) {
        books.computeIfAbsent(snapshot.marketId(), MarketBook::new).apply(snapshot);
      }
    }
    List<PricedLine> lines = new ArrayList<>();
    books.forEach(
        (market, book) -> {
          PricingTerms entry =
              new PricingTerms(market.betType(), shape, BetTypeSettings.defaults(), 1);
          book.lines(shape).values().forEach(line -> lines.add(calculator.price(line, entry)));
        });
    return lines;
  }
}
