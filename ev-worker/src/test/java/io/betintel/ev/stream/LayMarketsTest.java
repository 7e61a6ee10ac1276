package io.betintel.ev.stream;

import static io.betintel.ev.market.Snapshots.MATCH;
import static io.betintel.ev.market.Snapshots.NOON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.betintel.ev.bettype.BetTypeSettings;
import io.betintel.ev.bettype.PricingTerms;
import io.betintel.ev.bettype.Role;
import io.betintel.ev.bettype.Shape;
import io.betintel.ev.catalogue.Catalogue;
import io.betintel.ev.catalogue.CatalogueEntry;
import io.betintel.ev.catalogue.SettingsOf;
import io.betintel.ev.odds.BetType;
import io.betintel.ev.odds.Bookmaker;
import io.betintel.ev.odds.MarketSnapshot;
import io.betintel.ev.odds.Outcome;
import io.betintel.ev.priced.NotPriced;
import io.betintel.ev.priced.Offer;
import io.betintel.ev.priced.PricedLine;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Prices to lay and to back in the task that has both, without fees. */
class LayMarketsTest {
  private static final BetType H2H = new BetType("h2h");
  private static final BetType LAY = new BetType("h2h_lay");
  private static final BetType TOTALS = new BetType("totals");

  private final TaskInHand task;
  private final Map<BetType, PricedLine> lines = new HashMap<>();

  LayMarketsTest() throws Exception {
    task = new TaskInHand(NOON, Limits.byDefault());
    task.catalogue(Catalogue.of(1, List.of(entry(H2H, true), entry(LAY, true))));
    task.open();
  }

  /** Even odds: laid at 1.8 for a liability of .8, .5 x (1 + 1 / .8) - 1 = .125. */
  @Test
  void laidOutcomesFollowTheMarketThatTheyLay() {
    take(quote(0, "pinnacle", H2H, 2, 2), quote(1, "smarkets", LAY, 1.8, 2.4));
    assertThat(ev(0)).isCloseTo(0.125, within(1e-12));

    // Lions .6: laid, (1 - .6) x 2.25 - 1 = -.1.
    take(quote(2, "pinnacle", H2H, 5 / 3.0, 2.5));
    assertThat(ev(0)).isCloseTo(-0.1, within(1e-9));
  }

  @Test
  void laidOutcomesWaitForTheMarketThatTheyLay() {
    take(quote(0, "smarkets", LAY, 1.8, 2.4));
    assertThat(lines.get(LAY).notPriced()).isEqualTo(NotPriced.SHAPE_NOT_PRICED);

    take(quote(1, "pinnacle", H2H, 2, 2));
    assertThat(ev(0)).isCloseTo(0.125, within(1e-12));
  }

  @Test
  void theyFollowItAfterARestartToo() {
    take(quote(0, "pinnacle", H2H, 2, 2), quote(1, "smarkets", LAY, 1.8, 2.4));
    task.close();
    task.open();

    take(quote(2, "pinnacle", H2H, 5 / 3.0, 2.5));
    assertThat(ev(0)).isCloseTo(-0.1, within(1e-9));
  }

  @Test
  void priceToLayTellsThatABookmakerIsAnExchange() {
    take(quote(0, "pinnacle", H2H, 2, 2), quote(1, "fourcx", H2H, 2.2, 1.8));
    assertThat(flags(H2H, "fourcx")).isEmpty();

    take(quote(2, "fourcx", LAY, 2.3, 1.9));
    assertThat(flags(H2H, "fourcx")).contains(Offer.Flag.UNKNOWN_FEE.label());

    take(quote(3, "fourcx", LAY));
    assertThat(flags(H2H, "fourcx")).isEmpty();
  }

  /** Totals are in the task too: their lines are priced again once FourCx lays anything. */
  @Test
  void exchangeIsOneInEveryMarketOfTheEvent() {
    task.catalogue(Catalogue.of(2, List.of(entry(H2H), entry(LAY), entry(TOTALS))));
    take(
        quote(0, "pinnacle", H2H, 2, 2),
        totals(0, "pinnacle", 2, 2),
        totals(1, "fourcx", 2.2, 1.8),
        totals(1, "smarkets", 2.2, 1.8));
    assertThat(flags(TOTALS, "fourcx")).isEmpty();
    assertThat(valueClass(TOTALS, "fourcx")).isEqualTo("take");

    take(quote(2, "fourcx", LAY, 2.3, 1.9), quote(2, "smarkets", LAY, 2.3, 1.9));
    assertThat(flags(TOTALS, "fourcx")).containsExactly("unknown_fee");
    assertThat(valueClass(TOTALS, "fourcx")).isNull();
    assertThat(flags(TOTALS, "pinnacle")).doesNotContain("unknown_fee");

    take(quote(3, "fourcx", LAY));
    assertThat(flags(TOTALS, "fourcx")).isEmpty();
  }

  @Test
  void exchangeIsOneInMarketsThatComeLater() {
    task.catalogue(Catalogue.of(2, List.of(entry(H2H), entry(LAY), entry(TOTALS))));
    take(quote(0, "fourcx", LAY, 2.3, 1.9), totals(1, "fourcx", 2.2, 1.8));

    assertThat(flags(TOTALS, "fourcx")).containsExactly("unknown_fee");
  }

  /** A restart leaves every market closed: the one with prices to lay is read again. */
  @Test
  void exchangeIsOneAfterARestartToo() {
    task.catalogue(Catalogue.of(2, List.of(entry(H2H), entry(LAY), entry(TOTALS))));
    take(quote(0, "fourcx", LAY, 2.3, 1.9), totals(1, "fourcx", 2.2, 1.8));
    task.close();
    task.open();
    take(totals(2, "fourcx", 2.25, 1.8));
    assertThat(flags(TOTALS, "fourcx")).containsExactly("unknown_fee");

    task.close();
    task.open();
    take(quote(3, "fourcx", LAY)); // totals are closed, and published with the flag
    assertThat(flags(TOTALS, "fourcx")).isEmpty();
  }

  /** Nobody quotes totals meanwhile: the sweep publishes them again. */
  @Test
  void exchangeIsNoneOnceItsPricesToLayAreDisabled() {
    task.catalogue(Catalogue.of(2, List.of(entry(H2H), entry(LAY), entry(TOTALS))));
    take(quote(0, "fourcx", LAY, 2.3, 1.9), totals(1, "fourcx", 2.2, 1.8));
    assertThat(flags(TOTALS, "fourcx")).containsExactly("unknown_fee");

    task.catalogue(Catalogue.of(3, List.of(entry(H2H), entry(LAY, false), entry(TOTALS))));
    task.turn(NOON.plusMillis(2 * LineSweep.INTERVAL.toMillis()));
    take();
    assertThat(flags(TOTALS, "fourcx")).isEmpty();

    task.catalogue(Catalogue.of(4, List.of(entry(H2H), entry(LAY), entry(TOTALS))));
    task.turn(NOON.plusMillis(4 * LineSweep.INTERVAL.toMillis()));
    take();
    assertThat(flags(TOTALS, "fourcx")).containsExactly("unknown_fee");
  }

  @Test
  void exchangeIsNoneInTheNextQuoteAfterItsPricesToLayAreDisabled() {
    task.catalogue(Catalogue.of(2, List.of(entry(H2H), entry(LAY), entry(TOTALS))));
    take(quote(0, "fourcx", LAY, 2.3, 1.9), totals(1, "fourcx", 2.2, 1.8));

    task.catalogue(Catalogue.of(3, List.of(entry(H2H), entry(LAY, false), entry(TOTALS))));
    take(totals(2, "fourcx", 2.25, 1.8));

    assertThat(flags(TOTALS, "fourcx")).isEmpty();
  }

  /** 12:20:00 is the last moment of Pinnacle's quote; the prices to lay go on unchanged. */
  @Test
  void lineIsNotPricedOnceTheMarketThatItLaysFellSilent() {
    take(quote(0, "pinnacle", H2H, 2, 2), quote(1, "smarkets", LAY, 1.8, 2.4));
    take(quote(1_199, "smarkets", LAY, 1.8, 2.4));
    take(quote(1_200, "smarkets", LAY, 1.8, 2.4));
    assertThat(lines.get(LAY).notPriced()).isNull();

    take(quote(1_201, "smarkets", LAY, 1.8, 2.4));
    assertThat(lines.get(LAY).notPriced()).isEqualTo(NotPriced.STALE_REFERENCE);
    assertThat(lines.get(LAY).outcomes().get(0).offers().get(0).value()).isNull();

    take(quote(1_202, "pinnacle", H2H, 2, 2));
    assertThat(ev(0)).isCloseTo(0.125, within(1e-12));
  }

  /**
   * Smarkets alone is the reference, without a fee. Backs of 2 and 2 with lays of 2.2 and 2:
   * .477273 and .5, so Lions .488372. Lays of 2 and 2: one half, as by the backs alone.
   */
  @Test
  void lineFollowsTheLayOfItsReferencesMid() {
    BetTypeSettings mids = SettingsOf.json("{\"weights\": {\"smarkets\": 1}, \"mid_depth\": 0}");
    task.catalogue(Catalogue.of(2, List.of(entry(H2H, mids), entry(LAY, mids))));
    take(quote(0, "smarkets", H2H, 2, 2), quote(1, "smarkets", LAY, 2.2, 2));
    assertThat(fair()).isCloseTo(0.488372, within(1e-6));

    take(quote(2, "smarkets", LAY, 2, 2));
    assertThat(fair()).isCloseTo(0.5, within(1e-12));

    // The lay falls silent at 3: it counts until 1203, the backs go on.
    take(quote(3, "smarkets", LAY, 2.2, 2), quote(1_202, "smarkets", H2H, 2, 2));
    assertThat(fair()).isCloseTo(0.488372, within(1e-6));
    take(quote(1_203, "smarkets", H2H, 2, 2), quote(1_204, "smarkets", H2H, 2, 2));
    assertThat(fair()).isCloseTo(0.5, within(1e-12));
  }

  @Test
  void disabledMarketLeavesTheOthersAsTheyWere() {
    task.catalogue(Catalogue.of(2, List.of(entry(H2H, false), entry(LAY, true))));

    take(quote(0, "pinnacle", H2H, 2, 2), quote(1, "smarkets", LAY, 1.8, 2.4));

    assertThat(lines.get(LAY).notPriced()).isEqualTo(NotPriced.SHAPE_NOT_PRICED);
    assertThat(lines).doesNotContainKey(H2H);
  }

  /** Of the first outcome to back. */
  private double fair() {
    return lines.get(H2H).outcomes().get(0).fairProbability();
  }

  private double ev(int side) {
    return lines.get(LAY).outcomes().get(side).offers().get(0).value().ev();
  }

  private List<String> flags(BetType betType, String bookmaker) {
    return lines.get(betType).outcomes().get(0).offers().stream()
        .filter(offer -> offer.bookmaker().key().equals(bookmaker))
        .flatMap(offer -> offer.flags().stream())
        .map(flag -> flag.label())
        .toList();
  }

  private void take(MarketSnapshot... snapshots) {
    for (MarketSnapshot snapshot : snapshots) {
      task.process(snapshot);
    }
    for (PricedLine line : task.priced()) {
      lines.put(line.betType(), line);
    }
  }

  private static MarketSnapshot quote(
      int second, String bookmaker, BetType betType, double... prices) {
    List<Outcome> outcomes =
        prices.length == 0
            ? List.of()
            : List.of(
                Outcome.of("Lions", null, null, prices[0]),
                Outcome.of("Bears", null, null, prices[1]));
    Instant at = NOON.plusSeconds(second);
    return new MarketSnapshot(MATCH, betType, new Bookmaker(bookmaker), outcomes, at, at, null);
  }

  private static MarketSnapshot totals(int second, String bookmaker, double over, double under) {
    List<Outcome> outcomes =
        List.of(Outcome.of("Over", null, 41.5, over), Outcome.of("Under", null, 41.5, under));
    Instant at = NOON.plusSeconds(second);
    return new MarketSnapshot(MATCH, TOTALS, new Bookmaker(bookmaker), outcomes, at, at, null);
  }

  private String valueClass(BetType betType, String bookmaker) {
    for (Offer offer : lines.get(betType).outcomes().get(0).offers()) {
      if (offer.bookmaker().key().equals(bookmaker)) {
        return offer.value().valueClass() == null ? null : offer.value().valueClass().label();
      }
    }
    throw new IllegalStateException("no offer of " + bookmaker);
  }

  private static CatalogueEntry entry(BetType betType) {
    return entry(betType, true);
  }

  private static CatalogueEntry entry(BetType betType, boolean enabled) {
    return entry(betType, BetTypeSettings.defaults(), enabled);
  }

  private static CatalogueEntry entry(BetType betType, BetTypeSettings settings) {
    return entry(betType, settings, true);
  }

  private static CatalogueEntry entry(BetType betType, BetTypeSettings settings, boolean enabled) {
    Shape shape =
        betType.equals(LAY) ? Shape.LAY : betType.equals(TOTALS) ? Shape.OVER_UNDER : Shape.WINNER;
    return new CatalogueEntry(
        new PricingTerms(betType, shape, settings, 1),
        betType.symbol(),
        true,
        enabled,
        Role.FREE,
        null,
        1);
  }
}
