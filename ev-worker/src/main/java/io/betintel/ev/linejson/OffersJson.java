package io.betintel.ev.linejson;

import com.fasterxml.jackson.core.JsonGenerator;
import io.betintel.ev.bettype.Method;
import io.betintel.ev.odds.Bookmaker;
import io.betintel.ev.priced.Offer;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** A bet's offers, in the fields of {@code PricedLine.avsc}. */
final class OffersJson {
  private OffersJson() {}

  static void write(JsonGenerator json, List<Offer> offers, Instant marketTime) throws IOException {
    json.writeStartArray();
    for (Offer offer : offers) {
      json.writeStartObject();
      json.writeStringField(LineFields.BOOKMAKER, offer.bookmaker().key());
      json.writeNumberField(LineFields.PRICE, offer.price());
      json.writeNumberField(LineFields.NET_PRICE, offer.netPrice());
      json.writeStringField(LineFields.QUOTED_AT, offer.quotedAt().toString());
      json.writeNumberField(
          LineFields.AGE_MS, Duration.between(offer.quotedAt(), marketTime).toMillis());
      json.writeStringField(LineFields.VALID_UNTIL, offer.validUntil().toString());
      if (offer.value() != null) {
        value(json, offer.value());
      }
      json.writeArrayFieldStart(LineFields.FLAGS);
      for (Offer.Flag flag : offer.flags()) {
        json.writeString(flag.label());
      }
      json.writeEndArray();
      LineJson.text(json, LineFields.LINK, offer.link());
      LineJson.number(json, LineFields.BET_LIMIT, offer.betLimit());
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  private static void value(JsonGenerator json, Offer.Value value) throws IOException {
    json.writeNumberField(LineFields.FAIR_PROBABILITY, value.fairProbability());
    json.writeArrayFieldStart(LineFields.REFERENCES);
    for (Bookmaker bookmaker : value.references()) {
      json.writeString(bookmaker.key());
    }
    json.writeEndArray();
    json.writeNumberField(LineFields.EV, value.ev());
    json.writeNumberField(LineFields.KELLY, value.kelly());
    json.writeNumberField(LineFields.STAKE, value.stake());
    if (value.valueClass() != null) {
      json.writeStringField(LineFields.VALUE_CLASS, value.valueClass().label());
    }
    LineJson.number(json, LineFields.WORST_CASE_EV, value.worstCaseEv());
    if (value.evByMethod() != null) {
      json.writeObjectFieldStart(LineFields.EV_BY_METHOD);
      for (Method method : Method.values()) {
        LineJson.number(json, method.label(), value.evByMethod().under(method));
      }
      json.writeEndObject();
    }
  }
}
