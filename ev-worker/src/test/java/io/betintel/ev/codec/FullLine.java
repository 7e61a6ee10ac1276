package io.betintel.ev.codec;

import io.betintel.ev.bettype.Combination;
import io.betintel.ev.bettype.Method;
import io.betintel.ev.bettype.Shape;
import io.betintel.ev.odds.BetType;
import io.betintel.ev.odds.Bookmaker;
import io.betintel.ev.odds.LineId;
import io.betintel.ev.odds.SportingEvent;
import io.betintel.ev.priced.Arbitrage;
import io.betintel.ev.priced.EvByMethod;
import io.betintel.ev.priced.Leg;
import io.betintel.ev.priced.Middle;
import io.betintel.ev.priced.Nearness;
import io.betintel.ev.priced.NotPriced;
import io.betintel.ev.priced.Offer;
import io.betintel.ev.priced.OfferFlags;
import io.betintel.ev.priced.PriceSource;
import io.betintel.ev.priced.PricedLine;
import io.betintel.ev.priced.PricedLine.PricedOutcome;
import io.betintel.ev.priced.PricedLine.Reference;
import io.betintel.ev.priced.Settlement;
import io.betintel.ev.priced.ValueClass;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** A line that has a value of its own in every field, and what the wire says of it. */
final class FullLine {
  /**
   * Each field of the schema in its order, with its type and the value of {@link #line}; {@code ?}
   * may be null, {@code []} is an array, whose first item counts.
   */
  static final String FIELDS =
      """
      line_id string e1|totals|Ann|5.5|
      event_id string e1
      sport_key string icehockey_nhl
      commence_time timestamp-millis 1000
      home_team string? Boston
      away_team string? Buffalo
      bet_type string totals
      description string? Ann
      point double? 5.5
      status enum open
      not_priced string? too_few_books
      market_time timestamp-millis 2000
      valid_until timestamp-millis 3000
      shape string over_under
      method string shin
      consensus string average_then_devig
      settings_version int 7
      references.bookmaker string pinnacle
      references.weight double 0.75
      references.overround double 0.25
      references.hold double? 0.19999999999999996
      references.method string power
      references.age_ms long? 300
      outcomes.name string Over
      outcomes.point double? 5.75
      outcomes.fair_probability double? 0.5
      outcomes.best_bookmaker string? betmgm
      outcomes.best_price double? 2.125
      outcomes.best_ev double? 0.03125
      outcomes.fair_price double? 2.0
      outcomes.fair_american double? 100.0
      outcomes.top_bookmaker string? novig
      outcomes.top_price double? 2.25
      outcomes.offers.bookmaker string betmgm
      outcomes.offers.price double 2.125
      outcomes.offers.net_price double 2.0625
      outcomes.offers.quoted_at timestamp-millis 1600
      outcomes.offers.valid_until timestamp-millis 2900
      outcomes.offers.fair_probability double? 0.515625
      outcomes.offers.references string[] fanduel
      outcomes.offers.ev double? 0.03125
      outcomes.offers.kelly double? 0.0625
      outcomes.offers.stake double? 0.015625
      outcomes.offers.value_class string? marginal
      outcomes.offers.flags string[] suspect
      outcomes.offers.link string? https://example.com/1
      outcomes.offers.bet_limit double? 250.0
      outcomes.offers.age_ms long? 400
      outcomes.offers.worst_case_ev double? 0.0078125
      outcomes.offers.ev_by_method.multiplicative double? 0.0
      outcomes.offers.ev_by_method.additive double? 1.0
      outcomes.offers.ev_by_method.power double? 2.0
      outcomes.offers.ev_by_method.odds_ratio double? 3.0
      outcomes.offers.ev_by_method.shin double? 4.0
      outcomes.offers.ev_by_method.probit double? 5.0
      outcomes.offers.ev_by_method.goto double? 6.0
      outcomes.offers.fee string? 0.07*p*(1-p)
      outcomes.offers.source string? extrapolated
      outcomes.offers.distance double? 1.5
      outcomes.offers.standard_error double? 0.0390625
      outcomes.offers.ev_lower double? -0.09375
      settlement string? quarter
      arbitrage.profit double 0.375
      arbitrage.suspect boolean true
      arbitrage.valid_until timestamp-millis 2800
      arbitrage.legs.outcome string Under
      arbitrage.legs.point double? 6.5
      arbitrage.legs.bookmaker string caesars
      arbitrage.legs.price double 1.5
      arbitrage.legs.net_price double 1.4375
      arbitrage.legs.stake double 0.625
      arbitrage.legs.bet_limit double? 125.0
      arbitrage.legs.left_over double? 25.0
      arbitrage.max_stake double? 160.0
      arbitrage.other_line_id string? e1|totals|Ann|6.5|
      middles.other_line_id string e1|totals|Ann|7.5|
      middles.above double 5.25
      middles.below double 7.25
      middles.cost double 0.125
      middles.profit_if_hit double 0.875
      middles.hit_probability double? 0.1875
      middles.suspect boolean true
      middles.valid_until timestamp-millis 2700
      middles.legs.outcome string Over
      middles.legs.point double? 7.5
      middles.legs.bookmaker string betrivers
      middles.legs.price double 1.75
      middles.legs.net_price double 1.625
      middles.legs.stake double 0.4375
      middles.legs.bet_limit double? 175.0
      middles.legs.left_over double? 35.0
      middles.max_stake double? 320.0
      source string? interpolated
      distance double? 0.5
      standard_error double? 0.01953125
      """;

  private FullLine() {}

  static PricedLine line() {
    Offer best = offer("betmgm", 2.125, Offer.Flag.SUSPECT, Offer.Flag.FAIR_ODDS);
    Offer top = offer("novig", 2.25);
    return new PricedLine(
        new LineId("e1|totals|Ann|5.5|"),
        new SportingEvent("e1", "icehockey_nhl", at(1000), "Boston", "Buffalo"),
        new BetType("totals"),
        "Ann",
        5.5,
        PricedLine.Status.OPEN,
        NotPriced.TOO_FEW_BOOKS,
        at(2000),
        at(3000),
        Shape.OVER_UNDER,
        Settlement.QUARTER,
        Method.SHIN,
        Combination.AVERAGE_THEN_DEVIG,
        7,
        List.of(
            new Reference(
                new Bookmaker("pinnacle"), 0.75, 0.25, Method.POWER, Duration.ofMillis(300))),
        List.of(new PricedOutcome("Over", 5.75, 0.5, best, top, List.of(best, top))),
        new Arbitrage(
            0.375,
            true,
            at(2800),
            List.of(
                new Leg("Under", 6.5, new Bookmaker("caesars"), 1.5, 1.4375, 0.625, 125.0, 25.0)),
            160.0,
            new LineId("e1|totals|Ann|6.5|")),
        List.of(
            new Middle(
                new LineId("e1|totals|Ann|7.5|"),
                5.25,
                7.25,
                0.125,
                0.875,
                0.1875,
                true,
                at(2700),
                List.of(
                    new Leg(
                        "Over", 7.5, new Bookmaker("betrivers"), 1.75, 1.625, 0.4375, 175.0, 35.0)),
                320.0)),
        new Nearness(PriceSource.INTERPOLATED, 0.5, 0.01953125));
  }

  @SuppressWarnings("EnumOrdinal") // a figure of its own for each
  private static Offer offer(String bookmaker, double price, Offer.Flag... flags) {
    return new Offer(
        new Bookmaker(bookmaker),
        price,
        2.0625,
        at(1600),
        at(2900),
        new Offer.Value(
            0.515625,
            List.of(new Bookmaker("fanduel")),
            0.03125,
            0.0625,
            0.015625,
            ValueClass.MARGINAL,
            0.0078125,
            EvByMethod.of(method -> (double) method.ordinal()),
            new Nearness(PriceSource.EXTRAPOLATED, 1.5, 0.0390625),
            -0.09375),
        OfferFlags.of(List.of(flags)),
        "https://example.com/1",
        250.0,
        "0.07*p*(1-p)");
  }

  private static Instant at(long millis) {
    return Instant.ofEpochMilli(millis);
  }
}
