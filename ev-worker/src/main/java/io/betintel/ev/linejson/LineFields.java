package io.betintel.ev.linejson;

import io.betintel.ev.priced.Offer;
import io.betintel.ev.priced.PricedLine;
import java.util.List;
import java.util.Locale;

/**
 * The fields of a line's JSON, named like those of {@code PricedLine.avsc}. A name that several
 * objects have, such as {@code point}, stands here once.
 */
public final class LineFields {
  public static final String LINE_ID = "line_id";
  public static final String VERSION = "version";
  public static final String EVENT_ID = "event_id";
  public static final String SPORT_KEY = "sport_key";
  public static final String COMMENCE_TIME = "commence_time";
  public static final String HOME_TEAM = "home_team";
  public static final String AWAY_TEAM = "away_team";
  public static final String BET_TYPE = "bet_type";
  public static final String DESCRIPTION = "description";
  public static final String POINT = "point";
  public static final String STATUS = "status";
  public static final String NOT_PRICED = "not_priced";
  public static final String MARKET_TIME = "market_time";
  public static final String VALID_UNTIL = "valid_until";
  public static final String SHAPE = "shape";
  public static final String SETTLEMENT = "settlement";
  public static final String METHOD = "method";
  public static final String CONSENSUS = "consensus";
  public static final String SETTINGS_VERSION = "settings_version";
  public static final String REFERENCES = "references";
  public static final String OUTCOMES = "outcomes";
  public static final String ARBITRAGE = "arbitrage";
  public static final String MIDDLES = "middles";

  // A reference, besides its method.
  public static final String BOOKMAKER = "bookmaker";
  public static final String WEIGHT = "weight";
  public static final String OVERROUND = "overround";
  public static final String HOLD = "hold";
  public static final String AGE_MS = "age_ms";

  // An outcome.
  public static final String NAME = "name";
  public static final String FAIR_PROBABILITY = "fair_probability";
  public static final String FAIR_PRICE = "fair_price";
  public static final String FAIR_AMERICAN = "fair_american";
  public static final String BEST_BOOKMAKER = "best_bookmaker";
  public static final String BEST_PRICE = "best_price";
  public static final String BEST_EV = "best_ev";
  public static final String TOP_BOOKMAKER = "top_bookmaker";
  public static final String TOP_PRICE = "top_price";
  public static final String OFFERS = "offers";

  // An offer.
  public static final String PRICE = "price";
  public static final String NET_PRICE = "net_price";
  public static final String QUOTED_AT = "quoted_at";
  public static final String EV = "ev";
  public static final String KELLY = "kelly";
  public static final String STAKE = "stake";
  public static final String VALUE_CLASS = "value_class";
  public static final String WORST_CASE_EV = "worst_case_ev";
  public static final String EV_BY_METHOD = "ev_by_method";
  public static final String FLAGS = "flags";
  public static final String LINK = "link";
  public static final String BET_LIMIT = "bet_limit";

  // An arbitrage, a middle and their legs.
  public static final String PROFIT = "profit";
  public static final String SUSPECT = "suspect";
  public static final String LEGS = "legs";
  public static final String OTHER_LINE_ID = "other_line_id";
  public static final String ABOVE = "above";
  public static final String BELOW = "below";
  public static final String COST = "cost";
  public static final String PROFIT_IF_HIT = "profit_if_hit";
  public static final String HIT_PROBABILITY = "hit_probability";
  public static final String OUTCOME = "outcome";

  /** Every field that an outcome can have, in the order in which they are written. */
  public static final List<String> OF_OUTCOME =
      List.of(
          NAME,
          POINT,
          FAIR_PROBABILITY,
          FAIR_PRICE,
          FAIR_AMERICAN,
          BEST_BOOKMAKER,
          BEST_PRICE,
          BEST_EV,
          TOP_BOOKMAKER,
          TOP_PRICE,
          OFFERS);

  /** The {@link #STATUS} of a line that a bookmaker quotes. */
  public static final String OPEN = status(PricedLine.Status.OPEN);

  /** The {@link #STATUS} of a line that no bookmaker quotes any more. */
  public static final String WITHDRAWN = status(PricedLine.Status.WITHDRAWN);

  /** One of the {@link #FLAGS}: the offer is older than its bet type allows. */
  public static final String STALE = Offer.Flag.STALE.label();

  private LineFields() {}

  static String status(PricedLine.Status status) {
    return status.name().toLowerCase(Locale.ROOT);
  }
}
