package io.betintel.ev.api.query;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.betintel.ev.linejson.CombinedBetsJson;
import io.betintel.ev.linejson.LineJson;
import io.betintel.ev.linejson.OfferJson;
import io.betintel.ev.odds.Bookmaker;
import io.betintel.ev.promo.BetsOnAll;
import io.betintel.ev.promo.PriceAt;
import io.betintel.ev.promo.PromotedBet;
import io.betintel.ev.promo.Promotion;
import io.betintel.ev.promo.PromotionValue;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** A line's outcomes with the prices that can be bet on now. */
final class HedgeLine {
  private static final Set<String> UNUSABLE =
      Set.of("stale", "ambiguous", "shape", "hold", "unknown_fee");
  private static final Set<String> OF_OUTCOME =
      Set.of("outcome", "point", "offers", "line_point", "other_sets");

  private final List<ObjectNode> rows;
  private final Instant now;

  /**
   * @param rows one per outcome, at least one
   */
  HedgeLine(List<ObjectNode> rows, Instant now) {
    this.rows = rows;
    this.now = now;
  }

  String id() {
    return rows.get(0).path(LineJson.LINE_ID).textValue();
  }

  /** Whether nothing but one of its outcomes can happen, as far as bookmakers' quotes say. */
  private boolean isWhole() {
    return rows.size() > 1 && !rows.get(0).path("other_sets").booleanValue();
  }

  /**
   * The bets on all outcomes that cost the least.
   *
   * @param only where to bet; anywhere if empty
   */
  Optional<ObjectNode> lowHold(Set<Bookmaker> only) {
    if (!isWhole()) {
      return Optional.empty();
    }
    List<List<PriceAt>> prices = new ArrayList<>();
    for (ObjectNode row : rows) {
      prices.add(
          prices(row).stream()
              .filter(at -> only.isEmpty() || only.contains(at.bookmaker()))
              .toList());
    }
    return BetsOnAll.lowest(prices).map(this::json);
  }

  private ObjectNode json(BetsOnAll bets) {
    ObjectNode json = head();
    json.put("hold", bets.hold());
    boolean suspect = false;
    Instant until = Instant.MAX;
    ArrayNode legs = json.putArray(CombinedBetsJson.LEGS);
    for (int i = 0; i < rows.size(); i++) {
      BetsOnAll.Leg leg = bets.legs().get(i);
      ObjectNode written = leg(legs, rows.get(i), leg.at(), leg.stake());
      if (leg.leftOver() != null) {
        written.put(CombinedBetsJson.LEFT_OVER, leg.leftOver());
      }
      JsonNode offer = offer(rows.get(i), leg.at().bookmaker());
      suspect |= has(offer, "suspect");
      until = sooner(until, offer);
    }
    if (bets.maxStake() != null) {
      json.put(CombinedBetsJson.MAX_STAKE, bets.maxStake());
    }
    json.put(CombinedBetsJson.SUSPECT, suspect);
    json.put(LineJson.VALID_UNTIL, until.toString());
    return json;
  }

  /**
   * The offer with its promotion, and the best bets against it at other bookmakers.
   *
   * @return empty if the offer is gone
   */
  Optional<ObjectNode> promoted(PromotedOffer promoted, Bookmaker bookmaker, Promotion promotion) {
    ObjectNode own = null;
    List<ObjectNode> others = new ArrayList<>();
    for (ObjectNode row : rows) {
      if (row.path("outcome").textValue().equals(promoted.outcome())) {
        own = row;
      } else {
        others.add(row);
      }
    }
    JsonNode offer = own == null ? null : offer(own, bookmaker);
    if (offer == null || !isUsable(offer)) {
      return Optional.empty();
    }
    List<PriceAt> against = isWhole() ? against(others, bookmaker) : List.of();
    double hedge = PromotedBet.together(against.stream().mapToDouble(PriceAt::netPrice).toArray());
    PromotionValue value =
        promotion.on(
            new PromotedBet(
                offer.path(OfferJson.NET_PRICE).doubleValue(), promoted.probability(), hedge));
    ObjectNode json = head();
    json.put("outcome", promoted.outcome());
    json.put(OfferJson.BOOKMAKER, bookmaker.key());
    json.set(OfferJson.PRICE, offer.get(OfferJson.PRICE));
    json.set(OfferJson.NET_PRICE, offer.get(OfferJson.NET_PRICE));
    json.put(OfferJson.FAIR_PROBABILITY, promoted.probability());
    json.put("staked", value.staked());
    json.put("ev", value.ev());
    json.put("ev_rate", value.evRate());
    Instant until = sooner(Instant.MAX, offer);
    if (Double.isFinite(value.certain())) {
      json.put("hedge_odds", hedge);
      json.put("hedge_stake", value.hedgeStake());
      json.put("certain", value.certain());
      json.put("certain_rate", value.certainRate());
      ArrayNode legs = json.putArray(CombinedBetsJson.LEGS);
      for (int i = 0; i < others.size(); i++) {
        PriceAt at = against.get(i);
        double stake = value.hedgeStake() * hedge / at.netPrice();
        ObjectNode leg = leg(legs, others.get(i), at, stake);
        if (at.betLimit() != null && stake > at.betLimit()) {
          leg.put("short_by", stake - at.betLimit());
        }
        until = sooner(until, offer(others.get(i), at.bookmaker()));
      }
    }
    json.put(LineJson.VALID_UNTIL, until.toString());
    return Optional.of(json);
  }

  /** The highest price of each outcome elsewhere; empty if one has none. */
  private List<PriceAt> against(List<ObjectNode> others, Bookmaker without) {
    List<PriceAt> against = new ArrayList<>();
    for (ObjectNode row : others) {
      Optional<PriceAt> highest = BetsOnAll.highest(prices(row), without);
      if (highest.isEmpty()) {
        return List.of();
      }
      against.add(highest.get());
    }
    return against;
  }

  private ObjectNode head() {
    ObjectNode head = rows.get(0).deepCopy();
    JsonNode point = head.get("line_point");
    head.remove(OF_OUTCOME);
    if (point != null) {
      head.set(LineJson.POINT, point);
    }
    return head;
  }

  private static ObjectNode leg(ArrayNode legs, ObjectNode row, PriceAt at, double stake) {
    ObjectNode leg = legs.addObject();
    leg.put(CombinedBetsJson.OUTCOME, row.path("outcome").textValue());
    if (row.has("point")) {
      leg.set(CombinedBetsJson.POINT, row.get("point"));
    }
    leg.put(CombinedBetsJson.BOOKMAKER, at.bookmaker().key());
    leg.put(CombinedBetsJson.PRICE, at.price());
    leg.put(CombinedBetsJson.NET_PRICE, at.netPrice());
    leg.put(CombinedBetsJson.STAKE, stake);
    if (at.betLimit() != null) {
      leg.put(CombinedBetsJson.BET_LIMIT, at.betLimit());
    }
    return leg;
  }

  private List<PriceAt> prices(ObjectNode row) {
    List<PriceAt> prices = new ArrayList<>();
    for (JsonNode offer : row.path("offers")) {
      if (isUsable(offer)) {
        prices.add(
            new PriceAt(
                new Bookmaker(offer.path(OfferJson.BOOKMAKER).textValue()),
                offer.path(OfferJson.PRICE).doubleValue(),
                offer.path(OfferJson.NET_PRICE).doubleValue(),
                offer.has(OfferJson.BET_LIMIT)
                    ? (Double) offer.get(OfferJson.BET_LIMIT).doubleValue()
                    : null));
      }
    }
    return prices;
  }

  private static JsonNode offer(ObjectNode row, Bookmaker bookmaker) {
    for (JsonNode offer : row.path("offers")) {
      if (offer.path(OfferJson.BOOKMAKER).asText().equals(bookmaker.key())) {
        return offer;
      }
    }
    return null;
  }

  private boolean isUsable(JsonNode offer) {
    for (JsonNode flag : offer.path(OfferJson.FLAGS)) {
      if (UNUSABLE.contains(flag.asText())) {
        return false;
      }
    }
    return offer.path(OfferJson.NET_PRICE).doubleValue() > 1
        && offer.path(OfferJson.BET_LIMIT).asDouble(1) > 0
        && Instant.parse(offer.path(OfferJson.VALID_UNTIL).asText()).isAfter(now);
  }

  private static boolean has(JsonNode offer, String flag) {
    for (JsonNode each : offer.path(OfferJson.FLAGS)) {
      if (each.asText().equals(flag)) {
        return true;
      }
    }
    return false;
  }

  private static Instant sooner(Instant until, JsonNode offer) {
    Instant own = Instant.parse(offer.path(OfferJson.VALID_UNTIL).asText());
    return own.isBefore(until) ? own : until;
  }
}
