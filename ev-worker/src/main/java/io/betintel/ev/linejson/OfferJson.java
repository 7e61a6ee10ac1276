package io.betintel.ev.linejson;

import static io.betintel.ev.linejson.OptionalFields.label;
import static io.betintel.ev.linejson.OptionalFields.number;
import static io.betintel.ev.linejson.OptionalFields.text;

import com.fasterxml.jackson.core.JsonGenerator;
import io.betintel.ev.bettype.Label;
import io.betintel.ev.bettype.Method;
import io.betintel.ev.odds.Bookmaker;
import io.betintel.ev.priced.Offer;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** A bookmaker's price for an outcome. */
public final class OfferJson {
  public static final String BOOKMAKER = "bookmaker";
  public static final String PRICE = "price";
  public static final String NET_PRICE = "net_price";
  public static final String QUOTED_AT = "quoted_at";
  public static final String AGE_MS = "age_ms";
  public static final String VALID_UNTIL = "valid_until";
  public static final String FAIR_PROBABILITY = "fair_probability";
  public static final String REFERENCES = "references";
  public static final String EV = "ev";
  public static final String KELLY = "kelly";
  public static final String STAKE = "stake";
  public static final String VALUE_CLASS = "value_class";
  public static final String WORST_CASE_EV = "worst_case_ev";
  public static final String EV_BY_METHOD = "ev_by_method";
  public static final String FLAGS = "flags";
  public static final String LINK = "link";
  public static final String BET_LIMIT = "bet_limit";

  /** One of the {@link #FLAGS}: the offer is older than its bet type allows. */
  public static final String STALE = Offer.Flag.STALE.label();

  private OfferJson() {}

  static void array(JsonGenerator json, List<Offer> offers, Instant marketTime) throws IOException {
    json.writeStartArray();
    for (Offer offer : offers) {
      json.writeStartObject();
      json.writeStringField(BOOKMAKER, offer.bookmaker().key());
      json.writeNumberField(PRICE, offer.price());
      json.writeNumberField(NET_PRICE, offer.netPrice());
      json.writeStringField(QUOTED_AT, InstantText.of(offer.quotedAt()));
      json.writeNumberField(AGE_MS, Duration.between(offer.quotedAt(), marketTime).toMillis());
      json.writeStringField(VALID_UNTIL, InstantText.of(offer.validUntil()));
      if (offer.value() != null) {
        value(json, offer.value());
      }
      json.writeArrayFieldStart(FLAGS);
      for (Label<Offer.Flag> flag : offer.flags()) {
        json.writeString(flag.label());
      }
      json.writeEndArray();
      text(json, LINK, offer.link());
      number(json, BET_LIMIT, offer.betLimit());
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  private static void value(JsonGenerator json, Offer.Value value) throws IOException {
    json.writeNumberField(FAIR_PROBABILITY, value.fairProbability());
    json.writeArrayFieldStart(REFERENCES);
    for (Bookmaker bookmaker : value.references()) {
      json.writeString(bookmaker.key());
    }
    json.writeEndArray();
    json.writeNumberField(EV, value.ev());
    json.writeNumberField(KELLY, value.kelly());
    json.writeNumberField(STAKE, value.stake());
    label(json, VALUE_CLASS, value.valueClass());
    number(json, WORST_CASE_EV, value.worstCaseEv());
    if (value.evByMethod() != null) {
      json.writeObjectFieldStart(EV_BY_METHOD);
      for (Method method : Method.values()) {
        number(json, method.label(), value.evByMethod().under(method));
      }
      json.writeEndObject();
    }
  }
}
