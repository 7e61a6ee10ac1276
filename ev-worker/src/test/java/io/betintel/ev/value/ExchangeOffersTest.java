package io.betintel.ev.value;

import static io.betintel.ev.market.Snapshots.book;
import static io.betintel.ev.market.Snapshots.outcome;
import static io.betintel.ev.market.Snapshots.quoted;
import static io.betintel.ev.value.Pricing.offer;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.betintel.ev.bettype.BetTypeSettings;
import io.betintel.ev.bettype.PricingTerms;
import io.betintel.ev.bettype.Shape;
import io.betintel.ev.odds.BetType;
import io.betintel.ev.odds.MarketSnapshot;
import io.betintel.ev.priced.Offer;
import io.betintel.ev.priced.PricedLine;
import io.betintel.ev.priced.ValueClass;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The default fees. Pinnacle quotes 1.95 twice: p is one half. */
class ExchangeOffersTest {
  private static final double EXACT = 1e-12;
  private static final FeeTable DEFAULTS = FeeTable.parse("novig=0.02");
  private static final MarketSnapshot PINNACLE = h2h("pinnacle", 1.95, 1.95);

  @ParameterizedTest
  @CsvSource({
    // 1 + 1.1 x .98; half of it less 1.
    "smarkets, 2.1, 2.078, 0.039, 0.02",
    "matchbook, 2.1, 2.078, 0.039, 0.02",
    // 1 + 1.1 x .95.
    "betfair_ex_uk, 2.1, 2.045, 0.0225, 0.05",
    // p = .4761905, .07 x .4761905 x .5238095 = .0174603: 1 / .4936508.
    "kalshi, 2.1, 2.025723472669, 0.012861736334, 0.07*p*(1-p)",
    // p = .4807692, .03 x .4807692 x .5192308 = .0074889: 1 / .4882581.
    "polymarket, 2.08, 2.048096951335, 0.024048475667, 0.03*p*(1-p)"
  })
  void offerIsNetOfItsExchangesFee(
      String exchange, double price, double net, double ev, String fee) {
    PricedLine line = line(DEFAULTS, PINNACLE, h2h(exchange, price, 1.8));

    Offer offer = offer(line, 0, exchange);
    assertThat(offer.netPrice()).isCloseTo(net, within(EXACT));
    assertThat(offer.fee()).isEqualTo(fee);
    assertThat(offer.value().ev()).isCloseTo(ev, within(EXACT));
    assertThat(offer.value().valueClass()).isEqualTo(ValueClass.MARGINAL);
  }

  @Test
  void exchangeOfUnknownFeeIsFlaggedAndNeverATake() {
    // .5 x 2.3 - 1 = .15 before a fee that nobody knows; 2.3 and 2.0 would be an arbitrage.
    PricedLine line = line(DEFAULTS, PINNACLE, h2h("betopenly", 2.3, 1.7), h2h("bet365", 1.9, 2.0));

    Offer offer = offer(line, 0, "betopenly");
    assertThat(offer.flags()).containsExactly(Offer.Flag.UNKNOWN_FEE);
    assertThat(offer.fee()).isEqualTo("unknown");
    assertThat(offer.netPrice()).isEqualTo(2.3);
    assertThat(offer.value().ev()).isCloseTo(0.15, within(EXACT));
    assertThat(offer.value().valueClass()).isNull();
    assertThat(offer.value().stake()).isZero();
    assertThat(line.outcomes().get(0).best().bookmaker().key()).isEqualTo("bet365");
    assertThat(line.outcomes().get(0).top().bookmaker().key()).isEqualTo("pinnacle");
    assertThat(line.arbitrage()).isNull();
  }

  @Test
  void operatorListsAnExchangeOfUnknownFeeOrSaysWhatItTakes() {
    MarketSnapshot fourcx = h2h("fourcx", 2.2, 1.75);

    assertThat(offer(line(DEFAULTS, PINNACLE, fourcx), 0, "fourcx").value().valueClass())
        .isEqualTo(ValueClass.TAKE); // no exchange as far as is known
    assertThat(offer(line(FeeTable.parse("fourcx=unknown"), PINNACLE, fourcx), 0, "fourcx").flags())
        .containsExactly(Offer.Flag.UNKNOWN_FEE);
    assertThat(offer(line(FeeTable.parse("fourcx=0.01"), PINNACLE, fourcx), 0, "fourcx").netPrice())
        .isCloseTo(2.188, within(EXACT)); // 1 + 1.2 x .99
  }

  private static MarketSnapshot h2h(String bookmaker, double home, double away) {
    return quoted(bookmaker, "h2h", outcome("Lions", null, home), outcome("Bears", null, away));
  }

  private static PricedLine line(FeeTable fees, MarketSnapshot... snapshots) {
    PricingTerms terms =
        new PricingTerms(new BetType("h2h"), Shape.WINNER, BetTypeSettings.defaults(), 1);
    return new EvCalculator(fees).price(book(snapshots).lines(Shape.WINNER).values(), terms).get(0);
  }
}
