package io.betintel.ev.value;

import static io.betintel.ev.market.Snapshots.book;

import io.betintel.ev.bettype.BetTypeSettings;
import io.betintel.ev.bettype.PricingTerms;
import io.betintel.ev.bettype.Shape;
import io.betintel.ev.catalogue.SettingsOf;
import io.betintel.ev.odds.Bookmaker;
import io.betintel.ev.odds.MarketSnapshot;
import io.betintel.ev.priced.Offer;
import io.betintel.ev.priced.PricedLine;
import java.util.List;
import java.util.Map;

/** Snapshots to priced lines, for tests: Betfair takes 5 %. */
final class Pricing {
  private static final EvCalculator CALCULATOR =
      new EvCalculator(FeeTable.ofRates(Map.of(new Bookmaker("betfair"), 0.05)));

  private Pricing() {}

  /** All lines of the market, by line id. */
  static List<PricedLine> lines(Shape shape, String settings, MarketSnapshot... snapshots) {
    return lines(shape, SettingsOf.json(settings), snapshots);
  }

  static List<PricedLine> lines(
      Shape shape, BetTypeSettings settings, MarketSnapshot... snapshots) {
    PricingTerms entry = new PricingTerms(snapshots[0].betType(), shape, settings, 1);
    return CALCULATOR.price(book(snapshots).lines(shape).values(), entry);
  }

  /** A bookmaker's offer. */
  static Offer offer(PricedLine line, int side, String bookmaker) {
    return line.outcomes().get(side).offers().stream()
        .filter(offer -> offer.bookmaker().key().equals(bookmaker))
        .findFirst()
        .orElseThrow();
  }
}
