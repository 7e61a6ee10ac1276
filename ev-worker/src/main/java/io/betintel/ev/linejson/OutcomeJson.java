package io.betintel.ev.linejson;

import io.betintel.ev.priced.Offer;
import io.betintel.ev.priced.PricedLine;
import io.betintel.ev.priced.PricedLine.PricedOutcome;
import java.util.Set;

/** An outcome of a line. */
public final class OutcomeJson {
  public static final String NAME = "name";
  public static final String POINT = "point";
  public static final String FAIR_PROBABILITY = "fair_probability";
  public static final String FAIR_PRICE = "fair_price";
  public static final String FAIR_AMERICAN = "fair_american";
  public static final String BEST_BOOKMAKER = "best_bookmaker";
  public static final String BEST_PRICE = "best_price";
  public static final String BEST_EV = "best_ev";
  public static final String BEST_VALID_UNTIL = "best_valid_until";
  public static final String TOP_BOOKMAKER = "top_bookmaker";
  public static final String TOP_PRICE = "top_price";
  public static final String OFFERS = "offers";

  /** Every field that an outcome can have. */
  public static final Set<String> FIELDS =
      Set.of(
          NAME,
          POINT,
          FAIR_PROBABILITY,
          FAIR_PRICE,
          FAIR_AMERICAN,
          BEST_BOOKMAKER,
          BEST_PRICE,
          BEST_EV,
          BEST_VALID_UNTIL,
          TOP_BOOKMAKER,
          TOP_PRICE,
          OFFERS);

  private OutcomeJson() {}

  static void write(JsonOutput json, PricedOutcome outcome, PricedLine line) {
    json.beginObject();
    json.text(NAME, outcome.name());
    json.optionalNumber(POINT, outcome.point());
    json.optionalNumber(FAIR_PROBABILITY, outcome.fairProbability());
    json.optionalNumber(FAIR_PRICE, outcome.fairPrice());
    json.optionalNumber(FAIR_AMERICAN, outcome.fairAmerican());
    Offer best = outcome.best();
    if (best != null) {
      json.text(BEST_BOOKMAKER, best.bookmaker().key());
      json.number(BEST_PRICE, best.price());
      if (best.value() != null) {
        json.number(BEST_EV, best.value().ev());
      }
      json.instant(BEST_VALID_UNTIL, best.validUntil());
    }
    if (outcome.top() != null) {
      json.text(TOP_BOOKMAKER, outcome.top().bookmaker().key());
      json.number(TOP_PRICE, outcome.top().price());
    }
    json.name(OFFERS);
    OfferJson.array(json, outcome.offers(), line.marketTime(), OfferJson.lays(line));
    json.endObject();
  }
}
