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
import io.betintel.ev.linejson.LineJson;
import io.betintel.ev.odds.BetType;
import io.betintel.ev.odds.MarketSnapshot;
import io.betintel.ev.odds.Outcome;
import io.betintel.ev.priced.NotPriced;
import io.betintel.ev.priced.Offer;
import io.betintel.ev.priced.PricedLine;
import io.betintel.ev.priced.ValueClass;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Prices to lay, valued by the market whose outcomes they lay. */
class LayLinesTest {
  private static final double EXACT = 1e-12;
  private static final BetType H2H = new BetType("h2h");
  private static final BetType LAY = new BetType("h2h_lay");

  // Pinnacle's 1.5 and 2.5: 1 / 1.5 + 1 / 2.5 = 1.0666667, so Lions .625 and Bears .375.
  private static final MarketSnapshot PINNACLE = quote("pinnacle", H2H, 1.5, 2.5);

  @Test
  void layIsWorthWhatTheOutcomesAbsencePaysPerUnitOfLiability() {
    // Smarkets lays Bears at 2.4 with 2 %: .98 for a liability of 1.4, odds of 1.7 that they do not
    // win. .625 x 1.7 - 1 = .0625; Kelly .0625 / .7 = .0892857, a quarter of it .0223214.
    Map<BetType, PricedLine> lines = lines(PINNACLE, quote("smarkets", LAY, 1.6, 2.4));

    PricedLine line = lines.get(LAY);
    Offer offer = offer(line, 1, "smarkets");
    assertThat(line.notPriced()).isNull();
    assertThat(line.outcomes().get(1).fairProbability()).isCloseTo(0.375, within(EXACT));
    assertThat(offer.price()).isEqualTo(2.4);
    assertThat(offer.netPrice()).isCloseTo(1.7, within(EXACT));
    assertThat(offer.value().fairProbability()).isCloseTo(0.625, within(EXACT)); // that it wins
    assertThat(offer.value().ev()).isCloseTo(0.0625, within(EXACT));
    assertThat(offer.value().kelly()).isCloseTo(0.089285714286, within(EXACT));
    assertThat(offer.value().stake()).isCloseTo(0.022321428571, within(EXACT));
    assertThat(offer.value().valueClass()).isEqualTo(ValueClass.TAKE);
    assertThat(offer.value().references()).extracting(Object::toString).containsExactly("pinnacle");
    // Additive leaves Bears .4 - .0333333 = .3666667 and power, Shin too little more: the worst is
    // multiplicative's .375, which is the EV itself.
    assertThat(offer.value().worstCaseEv()).isCloseTo(0.0625, within(EXACT));
    assertThat(line.arbitrage()).isNull();
    assertThat(LineJson.line(line, 1)).contains("\"liability\":1.4");
    assertThat(LineJson.line(lines.get(H2H), 1)).doesNotContain("liability");
  }

  @Test
  void lowestPriceIsTheBestToLay() {
    PricedLine line =
        lines(PINNACLE, quote("smarkets", LAY, 1.6, 2.6), quote("matchbook", LAY, 1.6, 2.5))
            .get(LAY);

    assertThat(line.outcomes().get(1).top().bookmaker().key()).isEqualTo("matchbook");
    assertThat(line.outcomes().get(1).best().bookmaker().key()).isEqualTo("matchbook");
  }

  @Test
  void exchangeThatIsNotListedIsOfUnknownFeeOnBothSides() {
    Map<BetType, PricedLine> lines =
        lines(PINNACLE, quote("fourcx", H2H, 1.5, 3.0), quote("fourcx", LAY, 1.6, 2.2));

    for (BetType side : List.of(H2H, LAY)) {
      Offer offer = offer(lines.get(side), 1, "fourcx");
      assertThat(offer.flags()).as(side.symbol()).contains(Offer.Flag.UNKNOWN_FEE);
      assertThat(offer.value().ev()).isPositive();
      assertThat(offer.value().valueClass()).isNull();
    }
    assertThat(offer(lines.get(H2H), 1, "pinnacle").flags()).doesNotContain(Offer.Flag.UNKNOWN_FEE);
    assertThat(offer(lines(PINNACLE, quote("fourcx", H2H, 1.5, 2.6)).get(H2H), 1, "fourcx").flags())
        .isEmpty();
  }

  @Test
  void withoutTheOutcomesToBackThereIsNoPrice() {
    assertThat(lines(quote("smarkets", LAY, 1.6, 2.4)).get(LAY).notPriced())
        .isEqualTo(NotPriced.SHAPE_NOT_PRICED);
    assertThat(
            lines(quote("bet365", H2H, 1.5, 2.5), quote("smarkets", LAY, 1.6, 2.4))
                .get(LAY)
                .notPriced())
        .isEqualTo(NotPriced.NO_REFERENCE);
  }

  /** A limit is of the backer's stake: 10 at 2.4 risk 14, .0014 of 10000. */
  @Test
  void limitIsOfTheBackersStake() {
    MarketSnapshot limited =
        quoted(
            "smarkets",
            "h2h_lay",
            new Outcome("Lions", null, null, 1.6, null, 10.0),
            new Outcome("Bears", null, null, 2.4, null, 10.0));
    FeeTable fees = new FeeTable(FeeTable.parse("novig=0.02").fees(), new Bankroll(10_000));

    assertThat(offer(lines(fees, PINNACLE, limited).get(LAY), 1, "smarkets").value().stake())
        .isCloseTo(0.0014, within(EXACT));
  }

  private static Map<BetType, PricedLine> lines(MarketSnapshot... snapshots) {
    return lines(FeeTable.parse("novig=0.02"), snapshots);
  }

  private static Map<BetType, PricedLine> lines(FeeTable fees, MarketSnapshot... snapshots) {
    Map<BetType, EvCalculator.Market> markets = new HashMap<>();
    for (BetType betType : List.of(H2H, LAY)) {
      MarketSnapshot[] own =
          List.of(snapshots).stream()
              .filter(snapshot -> snapshot.betType().equals(betType))
              .toArray(MarketSnapshot[]::new);
      if (own.length > 0) {
        Shape shape = betType.equals(LAY) ? Shape.LAY : Shape.WINNER;
        markets.put(
            betType,
            new EvCalculator.Market(
                book(own).lines(shape).values(),
                new PricingTerms(betType, shape, BetTypeSettings.defaults(), 1)));
      }
    }
    Map<BetType, PricedLine> lines = new HashMap<>();
    for (PricedLine line : new EvCalculator(fees).price(markets, PricingFailures.THROWN)) {
      lines.put(line.betType(), line);
    }
    return lines;
  }

  private static MarketSnapshot quote(
      String bookmaker, BetType betType, double lions, double bears) {
    return quoted(
        bookmaker, betType.symbol(), outcome("Lions", null, lions), outcome("Bears", null, bears));
  }
}
