package io.betintel.ev.api.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.betintel.ev.api.Json;
import io.betintel.ev.odds.Bookmaker;
import io.betintel.ev.promo.Promotion;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class HedgeLineTest {
  private static final double EXACT = 1e-9;
  private static final Instant NOW = Instant.parse("2026-11-29T12:00:00Z");
  private static final Bookmaker BET365 = new Bookmaker("bet365");

  @Test
  void lowestHoldIsOfTheHighestPricesAtTwoBookmakers() throws Exception {
    // 2.0 at bet365 and 1.95 at betmgm: L = .5 + .5128205 = 1.0128205, hold 1.2658 %. bet365's own
    // 1.98 would cost less and is one bookmaker's. The parts are .4936709 and .5063291; 100 on the
    // second are 197.5 in all, so 97.5 on the first and 2.5 of its 100 are left.
    ObjectNode low =
        line(
                false,
                offers(offer("bet365", 2.0, 100.0), offer("betmgm", 1.9, 100.0)),
                offers(offer("bet365", 1.98, 100.0), offer("betmgm", 1.95, 100.0)))
            .lowHold(Set.of())
            .orElseThrow();

    assertThat(low.path("hold").doubleValue()).isCloseTo(0.012658227848, within(EXACT));
    assertThat(low.path("max_stake").doubleValue()).isCloseTo(197.5, within(EXACT));
    assertThat(low.at("/legs/0/bookmaker").textValue()).isEqualTo("bet365");
    assertThat(low.at("/legs/1/bookmaker").textValue()).isEqualTo("betmgm");
    assertThat(low.at("/legs/0/stake").doubleValue()).isCloseTo(0.493670886076, within(EXACT));
    assertThat(low.at("/legs/0/left_over").doubleValue()).isCloseTo(2.5, within(EXACT));
    assertThat(low.at("/legs/1/left_over").doubleValue()).isCloseTo(0, within(EXACT));
    assertThat(low.path("suspect").booleanValue()).isFalse();
    assertThat(low.path("point").doubleValue()).isEqualTo(5.5);
    assertThat(low.has("offers")).isFalse();
  }

  @Test
  void unusableOffersOneBookmakerAndOtherSetsMakeNoBets() throws Exception {
    List<String> over = offers(offer("bet365", 2.1, null), offer("betmgm", 1.9, null));
    List<String> under = offers(offer("bet365", 1.9, null), flagged("betmgm", "hold"));

    // Only bet365's 1.9 is left of Under: with betmgm's Over, L = .5263158 + .5263158.
    ObjectNode low = line(false, over, under).lowHold(Set.of()).orElseThrow();
    assertThat(low.path("hold").doubleValue()).isCloseTo(0.05, within(EXACT));
    assertThat(line(false, over, under).lowHold(Set.of(BET365))).isEmpty();
    assertThat(line(true, over, under).lowHold(Set.of())).isEmpty();
    for (String flag : List.of("stale", "ambiguous", "shape", "hold", "unknown_fee")) {
      assertThat(line(false, offers(flagged("betmgm", flag)), under).lowHold(Set.of())).isEmpty();
    }
    assertThat(line(false, offers(offer("betmgm", 2.1, 0.0)), under).lowHold(Set.of())).isEmpty();
  }

  @Test
  void expiredOfferIsNone() throws Exception {
    List<String> over = offers(offer("betmgm", 2.1, null).replace("12:10", "11:59"));

    assertThat(line(false, over, offers(offer("bet365", 1.9, null))).lowHold(Set.of())).isEmpty();
  }

  @Test
  void promotionIsHedgedAtTheBestOtherBookmaker() throws Exception {
    // 2.5 boosted by 30 % to 2.95, p = .38: 3.025 of 25. Against 1.6 at betmgm: 46.09375, of which
    // it takes 40; 2.65625 are certain (PromotionTest).
    HedgeLine line =
        line(
            false,
            offers(offer("bet365", 2.5, null)),
            offers(
                offer("bet365", 1.7, null),
                offer("betmgm", 1.6, 40.0),
                offer("fanduel", 1.55, null)));
    ObjectNode value = promoted(line).orElseThrow();

    assertThat(value.path("ev").doubleValue()).isCloseTo(3.025, within(EXACT));
    assertThat(value.path("hedge_odds").doubleValue()).isCloseTo(1.6, within(EXACT));
    assertThat(value.path("certain").doubleValue()).isCloseTo(2.65625, within(EXACT));
    assertThat(value.at("/legs/0/bookmaker").textValue()).isEqualTo("betmgm");
    assertThat(value.at("/legs/0/stake").doubleValue()).isCloseTo(46.09375, within(EXACT));
    assertThat(value.at("/legs/0/short_by").doubleValue()).isCloseTo(6.09375, within(EXACT));
  }

  @Test
  void withoutAWholeSetThereIsAValueAndNoHedge() throws Exception {
    List<String> over = offers(offer("bet365", 2.5, null));
    List<String> under = offers(offer("betmgm", 1.6, null));

    ObjectNode value = promoted(line(true, over, under)).orElseThrow();
    assertThat(value.path("ev").doubleValue()).isCloseTo(3.025, within(EXACT));
    assertThat(value.has("certain")).isFalse();
    assertThat(value.has("legs")).isFalse();
    assertThat(promoted(line(false, offers(flagged("bet365", "unknown_fee")), under))).isEmpty();
  }

  private static Optional<ObjectNode> promoted(HedgeLine line) {
    Promotion boost = Promotion.parse("boost:0.3:max=25");
    return line.promoted(
        new PromotedOffer("e|totals||5.5|", "Over", 0.38, 2.5, Double.NaN), BET365, boost);
  }

  private static HedgeLine line(boolean otherSets, List<String> over, List<String> under)
      throws Exception {
    return new HedgeLine(
        List.of(row(otherSets, "Over", over), row(otherSets, "Under", under)), NOW);
  }

  private static ObjectNode row(boolean otherSets, String outcome, List<String> offers)
      throws Exception {
    return (ObjectNode)
        Json.MAPPER.readTree(
            """
            {"line_id":"e|totals||5.5|","bet_type":"totals","line_point":5.5,"outcome":"%s",
             "point":5.5,"other_sets":%s,"offers":[%s]}"""
                .formatted(outcome, otherSets, String.join(",", offers)));
  }

  private static List<String> offers(String... offers) {
    return List.of(offers);
  }

  private static String offer(String bookmaker, double price, Double limit) {
    return """
    {"bookmaker":"%s","price":%s,"net_price":%s,"valid_until":"2026-11-29T12:10:00Z","flags":[]%s}"""
        .formatted(bookmaker, price, price, limit == null ? "" : ",\"bet_limit\":" + limit);
  }

  private static String flagged(String bookmaker, String flag) {
    return offer(bookmaker, 2.2, null).replace("[]", "[\"" + flag + "\"]");
  }
}
