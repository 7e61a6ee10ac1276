package io.betintel.ev.value;

import static io.betintel.ev.market.Snapshots.NOON;
import static io.betintel.ev.market.Snapshots.at;
import static io.betintel.ev.market.Snapshots.book;
import static io.betintel.ev.value.Pricing.offer;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.betintel.ev.bettype.BetTypeSettings;
import io.betintel.ev.bettype.PricingTerms;
import io.betintel.ev.bettype.Shape;
import io.betintel.ev.catalogue.SettingsOf;
import io.betintel.ev.odds.BetType;
import io.betintel.ev.odds.MarketSnapshot;
import io.betintel.ev.odds.Outcome;
import io.betintel.ev.priced.NotPriced;
import io.betintel.ev.priced.PricedLine;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * An exchange's mid as the only reference. It takes 2 % of the profit: a back at 2.0 is fair at
 * 1/1.98 = .505051, a lay at 2.1 at 1 - 1/(1 + .98/1.1) = .471154; the mid is .488102. The other
 * outcome's 1.9 and 2.0: 1/1.882 = .531350, 1 - 1/1.98 = .494949, mid .513150. They add up to
 * 1.001252, so the first outcome has .487492. By the backs alone it is .505051 / 1.036401 =
 * .487312.
 */
class MidQuotesTest {
  private static final double MID = 0.487492;
  private static final double BACKS = 0.487179; // 0.5 / (0.5 + 1 / 1.9), as quoted
  private static final double LAYS = 0.487685; // .471154 / (.471154 + .494949)

  @Test
  void midOfBackAndLayIsTheReference() {
    PricedLine line = price("", back(NOON, 2.0, 1.9, 500), lay(NOON, 2.1, 2.0, 500));

    assertThat(line.outcomes().get(0).fairProbability()).isCloseTo(MID, within(1e-6));
    assertThat(line.references()).hasSize(1);
    assertThat(line.references().get(0).bookmaker().key()).isEqualTo("smarkets");
    assertThat(line.references().get(0).overround()).isCloseTo(0.001252, within(1e-6));
    // Bet365's 2.2: .487492 x 2.2 - 1.
    assertThat(offer(line, 0, "bet365").value().ev()).isCloseTo(0.072482, within(1e-5));
    assertThat(offer(line, 0, "smarkets").value()).isNull(); // never by itself
  }

  /** Limits of back and lay, what depth is asked for, and whether there is a mid. */
  @ParameterizedTest
  @CsvSource({
    "100, 100, , true",
    "99, 500, , false",
    "500, 99, , false",
    "500, 0, , false",
    ", , , false",
    "500, , , false",
    ", , 0, true",
    "0, 0, 0, true",
    "199, 500, 200, false",
    "200, 200, 200, true"
  })
  void itCountsWhereTheExchangeTakesEnough(Double back, Double lay, Double depth, boolean isMid) {
    PricedLine line =
        price(
            depth == null ? "" : ", \"mid_depth\": " + depth,
            back(NOON, 2.0, 1.9, back),
            lay(NOON, 2.1, 2.0, lay));

    assertThat(line.outcomes().get(0).fairProbability())
        .isCloseTo(isMid ? MID : BACKS, within(1e-6));
  }

  /** A lay below its back: the one that was quoted later counts alone. */
  @Test
  void pricesThatContradictEachOtherAreNoMid() {
    Instant earlier = NOON.minusSeconds(1);
    assertThat(price("", back(NOON, 2.0, 1.9, 500), lay(NOON, 1.95, 2.0, 500)).notPriced())
        .isEqualTo(NotPriced.AMBIGUOUS);
    assertThat(fair(back(NOON, 2.0, 1.9, 500), lay(earlier, 1.95, 2.0, 500)))
        .isCloseTo(BACKS, within(1e-6));
    assertThat(fair(back(earlier, 2.2, 1.9, 500), lay(NOON, 2.1, 2.0, 500)))
        .isCloseTo(LAYS, within(1e-6));
  }

  @Test
  void midIsAsOldAsItsOlderQuote() {
    PricedLine line =
        price("", back(NOON, 2.0, 1.9, 500), lay(NOON.minusSeconds(300), 2.1, 2.0, 500));
    assertThat(line.references().get(0).age()).hasSeconds(300);
    assertThat(line.validUntil()).isEqualTo(NOON.plusSeconds(900)); // 20 minutes after the lay

    assertThat(fair(back(NOON, 2.0, 1.9, 500), lay(NOON.minusSeconds(1_201), 2.1, 2.0, 500)))
        .isCloseTo(BACKS, within(1e-6));
  }

  @Test
  void oneSideOfTheLayIsNoMid() {
    MarketSnapshot half =
        at(NOON, "smarkets", "h2h_lay", new Outcome("Lions", null, null, 2.1, null, 500.0));

    assertThat(fair(back(NOON, 2.0, 1.9, 500), half)).isCloseTo(BACKS, within(1e-6));
  }

  @Test
  void exchangeWithoutAWeightIsNoReference() {
    PricedLine line =
        lines(
                "{\"weights\": {\"pinnacle\": 1}}",
                back(NOON, 2.0, 1.9, 500),
                lay(NOON, 2.1, 2.0, 500))
            .get(new BetType("h2h"));

    assertThat(line.notPriced()).isEqualTo(NotPriced.NO_REFERENCE);
  }

  /** The lay line is worth what its own exchange's mid says to others, and nothing to itself. */
  @Test
  void layLinesArePricedByTheMidToo() {
    Map<BetType, PricedLine> lines =
        lines(settings(""), back(NOON, 2.0, 1.9, 500), lay(NOON, 2.1, 2.0, 500));

    assertThat(lines.get(new BetType("h2h_lay")).outcomes().get(0).fairProbability())
        .isCloseTo(MID, within(1e-6));
  }

  private static double fair(MarketSnapshot back, MarketSnapshot lay) {
    return price("", back, lay).outcomes().get(0).fairProbability();
  }

  private static String settings(String more) {
    return "{\"weights\": {\"smarkets\": 1}" + more + "}";
  }

  private static PricedLine price(String more, MarketSnapshot back, MarketSnapshot lay) {
    return lines(settings(more), back, lay).get(new BetType("h2h"));
  }

  private static Map<BetType, PricedLine> lines(
      String json, MarketSnapshot back, MarketSnapshot lay) {
    BetTypeSettings settings = SettingsOf.json(json);
    MarketSnapshot other = quote(NOON, "bet365", "h2h", 2.2, 1.7, null);
    BetType h2h = new BetType("h2h");
    BetType laying = new BetType("h2h_lay");
    Map<BetType, EvCalculator.Market> markets =
        Map.of(
            h2h,
            new EvCalculator.Market(
                book(back, other).lines(Shape.WINNER).values(),
                new PricingTerms(h2h, Shape.WINNER, settings, 1)),
            laying,
            new EvCalculator.Market(
                book(lay).lines(Shape.LAY).values(),
                new PricingTerms(laying, Shape.LAY, settings, 1)));
    Map<BetType, PricedLine> lines = new HashMap<>();
    new EvCalculator(FeeTable.parse("novig=0.02"))
        .price(markets, PricingFailures.THROWN)
        .forEach(line -> lines.put(line.betType(), line));
    return lines;
  }

  private static MarketSnapshot back(Instant when, double lions, double bears, Object limit) {
    return quote(when, "smarkets", "h2h", lions, bears, limit);
  }

  private static MarketSnapshot lay(Instant when, double lions, double bears, Object limit) {
    return quote(when, "smarkets", "h2h_lay", lions, bears, limit);
  }

  private static MarketSnapshot quote(
      Instant when, String bookmaker, String betType, double lions, double bears, Object limit) {
    Double most = limit == null ? null : (Double) ((Number) limit).doubleValue();
    return at(
        when,
        bookmaker,
        betType,
        new Outcome("Lions", null, null, lions, null, most),
        new Outcome("Bears", null, null, bears, null, most));
  }
}
