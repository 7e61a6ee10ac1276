package io.betintel.ev.stream;

import io.betintel.ev.catalogue.CatalogueEntry;
import io.betintel.ev.market.MarketBook;
import io.betintel.ev.value.EvCalculator;
import io.betintel.ev.value.PricingFailures;

/** Open markets that no other market is priced with, for tests. */
final class LoneMarket {
  private LoneMarket() {}

  /** One of which nothing is published. */
  static OpenMarket of(
      MarketBook book, EvCalculator calculator, LineEncoder encoder, PricingFailures failures) {
    return of(book, calculator, null, encoder, failures);
  }

  /** One whose lines are published as the entry has them. */
  static OpenMarket standing(
      MarketBook book,
      EvCalculator calculator,
      CatalogueEntry entry,
      LineEncoder encoder,
      PricingFailures failures) {
    OpenMarket market = of(book, calculator, entry, encoder, failures);
    market.stands();
    OpenMarket.begin(market.family());
    return market;
  }

  private static OpenMarket of(
      MarketBook book,
      EvCalculator calculator,
      CatalogueEntry entry,
      LineEncoder encoder,
      PricingFailures failures) {
    return new OpenMarket(
        book,
        new MarketFamily(calculator.market(), null, failures),
        betType -> PricedUnder.of(betType, calculator.basis()),
        entry,
        encoder,
        failures);
  }
}
