package io.betintel.ev.linejson;

import io.betintel.ev.priced.Arbitrage;
import io.betintel.ev.priced.Leg;
import io.betintel.ev.priced.Middle;
import java.util.List;

/** Bets that belong together: arbitrages, middles and their legs. */
public final class CombinedBetsJson {
  public static final String PROFIT = "profit";
  public static final String SUSPECT = "suspect";
  public static final String VALID_UNTIL = "valid_until";
  public static final String LEGS = "legs";
  public static final String OTHER_LINE_ID = "other_line_id";
  public static final String ABOVE = "above";
  public static final String BELOW = "below";
  public static final String COST = "cost";
  public static final String PROFIT_IF_HIT = "profit_if_hit";
  public static final String HIT_PROBABILITY = "hit_probability";
  public static final String MAX_STAKE = "max_stake";

  // A leg.
  public static final String OUTCOME = "outcome";
  public static final String POINT = "point";
  public static final String BOOKMAKER = "bookmaker";
  public static final String PRICE = "price";
  public static final String NET_PRICE = "net_price";
  public static final String STAKE = "stake";
  public static final String BET_LIMIT = "bet_limit";
  public static final String LEFT_OVER = "left_over";

  private CombinedBetsJson() {}

  static void arbitrage(JsonOutput json, Arbitrage arbitrage) {
    json.beginObject();
    json.number(PROFIT, arbitrage.profit());
    json.flag(SUSPECT, arbitrage.suspect());
    json.instant(VALID_UNTIL, arbitrage.validUntil());
    legs(json, arbitrage.legs());
    json.optionalNumber(MAX_STAKE, arbitrage.maxStake());
    if (arbitrage.other() != null) {
      json.text(OTHER_LINE_ID, arbitrage.other().text());
    }
    json.endObject();
  }

  static void middles(JsonOutput json, List<Middle> middles) {
    json.beginArray();
    for (Middle middle : middles) {
      json.beginObject();
      json.text(OTHER_LINE_ID, middle.other().text());
      json.number(ABOVE, middle.above());
      json.number(BELOW, middle.below());
      json.number(COST, middle.cost());
      json.number(PROFIT_IF_HIT, middle.profitIfHit());
      json.optionalNumber(HIT_PROBABILITY, middle.hitProbability());
      json.flag(SUSPECT, middle.suspect());
      json.instant(VALID_UNTIL, middle.validUntil());
      legs(json, middle.legs());
      json.optionalNumber(MAX_STAKE, middle.maxStake());
      json.endObject();
    }
    json.endArray();
  }

  private static void legs(JsonOutput json, List<Leg> legs) {
    json.name(LEGS);
    json.beginArray();
    for (Leg leg : legs) {
      json.beginObject();
      json.text(OUTCOME, leg.outcome());
      json.optionalNumber(POINT, leg.point());
      json.text(BOOKMAKER, leg.bookmaker().key());
      json.number(PRICE, leg.price());
      json.number(NET_PRICE, leg.netPrice());
      json.number(STAKE, leg.stake());
      json.optionalNumber(BET_LIMIT, leg.betLimit());
      json.optionalNumber(LEFT_OVER, leg.leftOver());
      json.endObject();
    }
    json.endArray();
  }
}
