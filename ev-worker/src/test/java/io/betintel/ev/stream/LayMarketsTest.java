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

  @Test
  void disabledMarketLeavesTheOthersAsTheyWere() {
    task.catalogue(Catalogue.of(2, List.of(entry(H2H, false), entry(LAY, true))));

    take(quote(0, "pinnacle", H2H, 2, 2), quote(1, "smarkets", LAY, 1.8, 2.4));

    assertThat(lines.get(LAY).notPriced()).isEqualTo(NotPriced.SHAPE_NOT_PRICED);
    assertThat(lines).doesNotContainKey(H2H);
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

  private static CatalogueEntry entry(BetType betType, boolean enabled) {
    Shape shape = betType.equals(LAY) ? Shape.LAY : Shape.WINNER;
    return new CatalogueEntry(
        new PricingTerms(betType, shape, BetTypeSettings.defaults(), 1),
        betType.symbol(),
        true,
        enabled,
        Role.FREE,
        null,
        1);
  }
}
