package io.betintel.ev.linejson;

import static io.betintel.ev.linejson.OptionalFields.number;

import com.fasterxml.jackson.core.JsonGenerator;
import io.betintel.ev.priced.Arbitrage;
import io.betintel.ev.priced.Leg;
import io.betintel.ev.priced.Middle;
import java.io.IOException;
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

  // A leg.
  public static final String OUTCOME = "outcome";
  public static final String POINT = "point";
  public static final String BOOKMAKER = "bookmaker";
  public static final String PRICE = "price";
  public static final String NET_PRICE = "net_price";
  public static final String STAKE = "stake";

  private CombinedBetsJson() {}

  static void arbitrage(JsonGenerator json, Arbitrage arbitrage) throws IOException {
    json.writeStartObject();
    json.writeNumberField(PROFIT, arbitrage.profit());
    json.writeBooleanField(SUSPECT, arbitrage.suspect());
    json.writeStringField(VALID_UNTIL, InstantText.of(arbitrage.validUntil()));
    legs(json, arbitrage.legs());
    json.writeEndObject();
  }

  static void middles(JsonGenerator json, List<Middle> middles) throws IOException {
    json.writeStartArray();
    for (Middle middle : middles) {
      json.writeStartObject();
      json.writeStringField(OTHER_LINE_ID, middle.other().text());
      json.writeNumberField(ABOVE, middle.above());
      json.writeNumberField(BELOW, middle.below());
      json.writeNumberField(COST, middle.cost());
      json.writeNumberField(PROFIT_IF_HIT, middle.profitIfHit());
      number(json, HIT_PROBABILITY, middle.hitProbability());
      json.writeBooleanField(SUSPECT, middle.suspect());
      json.writeStringField(VALID_UNTIL, InstantText.of(middle.validUntil()));
      legs(json, middle.legs());
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  private static void legs(JsonGenerator json, List<Leg> legs) throws IOException {
    json.writeArrayFieldStart(LEGS);
    for (Leg leg : legs) {
      json.writeStartObject();
      json.writeStringField(OUTCOME, leg.outcome());
      number(json, POINT, leg.point());
      json.writeStringField(BOOKMAKER, leg.bookmaker().key());
      json.writeNumberField(PRICE, leg.price());
      json.writeNumberField(NET_PRICE, leg.netPrice());
      json.writeNumberField(STAKE, leg.stake());
      json.writeEndObject();
    }
    json.writeEndArray();
  }
}
