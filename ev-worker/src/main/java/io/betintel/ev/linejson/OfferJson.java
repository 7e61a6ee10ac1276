package io.betintel.ev.linejson;

import io.betintel.ev.bettype.Label;
import io.betintel.ev.bettype.Method;
import io.betintel.ev.bettype.Shape;
import io.betintel.ev.odds.Bookmaker;
import io.betintel.ev.priced.Offer;
import io.betintel.ev.priced.PricedLine;
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
  public static final String EV_LOWER = "ev_lower";
  public static final String FLAGS = "flags";
  public static final String LINK = "link";
  public static final String BET_LIMIT = "bet_limit";
  public static final String FEE = "fee";
  public static final String LIABILITY = "liability";

  /** One of the {@link #FLAGS}: the offer is older than its bet type allows. */
  public static final String STALE = Offer.Flag.STALE.label();

  private static final List<Method> METHODS = List.of(Method.values());

  private OfferJson() {}

  /** Whether a line's prices are to lay. */
  static boolean lays(PricedLine line) {
    return Shape.LAY.equals(line.shape());
  }

  /**
   * @param lays whether the prices are to lay
   */
  static void array(JsonOutput json, List<Offer> offers, Instant marketTime, boolean lays) {
    json.beginArray();
    for (Offer offer : offers) {
      json.beginObject();
      json.text(BOOKMAKER, offer.bookmaker().key());
      json.number(PRICE, offer.price());
      json.number(NET_PRICE, offer.netPrice());
      json.instant(QUOTED_AT, offer.quotedAt());
      json.number(AGE_MS, Duration.between(offer.quotedAt(), marketTime).toMillis());
      json.instant(VALID_UNTIL, offer.validUntil());
      if (offer.value() != null) {
        value(json, offer.value());
      }
      json.name(FLAGS);
      json.beginArray();
      for (Label<Offer.Flag> flag : offer.flags()) {
        json.text(flag.label());
      }
      json.endArray();
      json.optionalText(LINK, offer.link());
      json.optionalNumber(BET_LIMIT, offer.betLimit());
      json.optionalText(FEE, offer.fee());
      if (lays) {
        json.number(LIABILITY, offer.price() - 1);
      }
      json.endObject();
    }
    json.endArray();
  }

  private static void value(JsonOutput json, Offer.Value value) {
    json.number(FAIR_PROBABILITY, value.fairProbability());
    json.name(REFERENCES);
    json.beginArray();
    for (Bookmaker bookmaker : value.references()) {
      json.text(bookmaker.key());
    }
    json.endArray();
    json.number(EV, value.ev());
    json.number(KELLY, value.kelly());
    json.number(STAKE, value.stake());
    json.optionalLabel(VALUE_CLASS, value.valueClass());
    json.optionalNumber(WORST_CASE_EV, value.worstCaseEv());
    if (value.evByMethod() != null) {
      json.name(EV_BY_METHOD);
      json.beginObject();
      for (Method method : METHODS) {
        json.optionalNumber(method.label(), value.evByMethod().under(method));
      }
      json.endObject();
    }
    LineJson.nearness(json, value.nearness());
    json.optionalNumber(EV_LOWER, value.evLower());
  }
}
