package io.betintel.ev.sink;

import com.fasterxml.jackson.core.JsonGenerator;
import io.betintel.ev.odds.Bookmaker;
import io.betintel.ev.bettype.Method;
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
      json.writeStringField("bookmaker", offer.bookmaker().key());
      json.writeNumberField("price", offer.price());
      json.writeNumberField("net_price", offer.netPrice());
      json.writeStringField("quoted_at", offer.quotedAt().toString());
      json.writeNumberField("age_ms", Duration.between(offer.quotedAt(), marketTime).toMillis());
      json.writeStringField("valid_until", offer.validUntil().toString());
      if (offer.value() != null) {
        value(json, offer.value());
      }
      json.writeArrayFieldStart("flags");
      for (Offer.Flag flag : offer.flags()) {
        json.writeString(flag.label());
      }
      json.writeEndArray();
      LineJson.text(json, "link", offer.link());
      LineJson.number(json, "bet_limit", offer.betLimit());
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  private static void value(JsonGenerator json, Offer.Value value) throws IOException {
    json.writeNumberField("fair_probability", value.fairProbability());
    json.writeArrayFieldStart("references");
    for (Bookmaker bookmaker : value.references()) {
      json.writeString(bookmaker.key());
    }
    json.writeEndArray();
    json.writeNumberField("ev", value.ev());
    json.writeNumberField("kelly", value.kelly());
    json.writeNumberField("stake", value.stake());
    if (value.valueClass() != null) {
      json.writeStringField("value_class", value.valueClass().label());
    }
    LineJson.number(json, "worst_case_ev", value.worstCaseEv());
    if (value.evByMethod() != null) {
      json.writeObjectFieldStart("ev_by_method");
      for (Method method : Method.values()) {
        LineJson.number(json, method.label(), value.evByMethod().under(method));
      }
      json.writeEndObject();
    }
  }
}
