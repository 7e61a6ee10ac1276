package io.betintel.ev.sink;

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
    json.writeNumberField("profit", arbitrage.profit());
    json.writeBooleanField("suspect", arbitrage.suspect());
    json.writeStringField("valid_until", arbitrage.validUntil().toString());
    legs(json, arbitrage.legs());
    json.writeEndObject();
  }

  static void middles(JsonGenerator json, List<Middle> middles) throws IOException {
    json.writeStartArray();
    for (Middle middle : middles) {
      json.writeStartObject();
      json.writeStringField("other_line_id", middle.other().text());
      json.writeNumberField("above", middle.above());
      json.writeNumberField("below", middle.below());
      json.writeNumberField("cost", middle.cost());
      json.writeNumberField("profit_if_hit", middle.profitIfHit());
      if (middle.hitProbability() != null) {
        json.writeNumberField("hit_probability", middle.hitProbability());
      }
      json.writeBooleanField("suspect", middle.suspect());
      json.writeStringField("valid_until", middle.validUntil().toString());
      legs(json, middle.legs());
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  private static void legs(JsonGenerator json, List<Leg> legs) throws IOException {
    json.writeArrayFieldStart("legs");
    for (Leg leg : legs) {
      json.writeStartObject();
      json.writeStringField("outcome", leg.outcome());
      if (leg.point() != null) {
        json.writeNumberField("point", leg.point());
      }
      json.writeStringField("bookmaker", leg.bookmaker().key());
      json.writeNumberField("price", leg.price());
      json.writeNumberField("net_price", leg.netPrice());
      json.writeNumberField("stake", leg.stake());
      json.writeEndObject();
    }
    json.writeEndArray();
  }
}
