package io.betintel.ev.linejson;

import com.fasterxml.jackson.core.JsonGenerator;
import io.betintel.ev.priced.Arbitrage;
import io.betintel.ev.priced.Leg;
import io.betintel.ev.priced.Middle;
import java.io.IOException;
import java.util.List;

/** Bets that belong together, in the fields of {@code PricedLine.avsc}. */
final class CombinedBetsJson {
  private CombinedBetsJson() {}

  static void arbitrage(JsonGenerator json, Arbitrage arbitrage) throws IOException {
    json.writeStartObject();
    json.writeNumberField(LineFields.PROFIT, arbitrage.profit());
    json.writeBooleanField(LineFields.SUSPECT, arbitrage.suspect());
    json.writeStringField(LineFields.VALID_UNTIL, arbitrage.validUntil().toString());
    legs(json, arbitrage.legs());
    json.writeEndObject();
  }

  static void middles(JsonGenerator json, List<Middle> middles) throws IOException {
    json.writeStartArray();
    for (Middle middle : middles) {
      json.writeStartObject();
      json.writeStringField(LineFields.OTHER_LINE_ID, middle.other().text());
      json.writeNumberField(LineFields.ABOVE, middle.above());
      json.writeNumberField(LineFields.BELOW, middle.below());
      json.writeNumberField(LineFields.COST, middle.cost());
      json.writeNumberField(LineFields.PROFIT_IF_HIT, middle.profitIfHit());
      if (middle.hitProbability() != null) {
        json.writeNumberField(LineFields.HIT_PROBABILITY, middle.hitProbability());
      }
      json.writeBooleanField(LineFields.SUSPECT, middle.suspect());
      json.writeStringField(LineFields.VALID_UNTIL, middle.validUntil().toString());
      legs(json, middle.legs());
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  private static void legs(JsonGenerator json, List<Leg> legs) throws IOException {
    json.writeArrayFieldStart(LineFields.LEGS);
    for (Leg leg : legs) {
      json.writeStartObject();
      json.writeStringField(LineFields.OUTCOME, leg.outcome());
      if (leg.point() != null) {
        json.writeNumberField(LineFields.POINT, leg.point());
      }
      json.writeStringField(LineFields.BOOKMAKER, leg.bookmaker().key());
      json.writeNumberField(LineFields.PRICE, leg.price());
      json.writeNumberField(LineFields.NET_PRICE, leg.netPrice());
      json.writeNumberField(LineFields.STAKE, leg.stake());
      json.writeEndObject();
    }
    json.writeEndArray();
  }
}
