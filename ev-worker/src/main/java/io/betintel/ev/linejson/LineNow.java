package io.betintel.ev.linejson;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.betintel.ev.priced.Offer;
import java.time.Instant;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Brings a line's JSON up to an instant. A line lives longer than some of its offers: an offer that
 * has expired since is stale, the next best of those that are still valid takes the place of the
 * best one, and arbitrage and middles go with their first offer.
 *
 * <p>Rejected: to withdraw the whole line with its best offer, since the others can still be bet
 * on.
 */
public final class LineNow {
  private static final Comparator<JsonNode> FIRST_BY_KEY =
      Comparator.comparing(
          (JsonNode offer) -> offer.path(OfferJson.BOOKMAKER).asText(), Comparator.reverseOrder());
  private static final Comparator<JsonNode> BY_EV =
      Comparator.comparingDouble((JsonNode offer) -> offer.path(OfferJson.EV).asDouble())
          .thenComparing(FIRST_BY_KEY);
  private static final Comparator<JsonNode> BY_NET_PRICE =
      Comparator.comparingDouble((JsonNode offer) -> offer.path(OfferJson.NET_PRICE).asDouble())
          .thenComparing(FIRST_BY_KEY);

  private static final List<String> UNUSABLE =
      Arrays.stream(Offer.Flag.values())
          .filter(flag -> !flag.leavesUsable())
          .map(Offer.Flag::label)
          .toList();

  private LineNow() {}

  /**
   * Changes the line in place, {@link LineJson#CURRENT_UNTIL} too.
   *
   * @param line with the fields of {@link LineJson}
   */
  public static void bring(ObjectNode line, Instant now) {
    Until until = new Until();
    for (JsonNode outcome : line.path(LineJson.OUTCOMES)) {
      ObjectNode fields = (ObjectNode) outcome;
      fields.path(OutcomeJson.OFFERS).forEach(offer -> expire((ObjectNode) offer, now));
      best(fields).ifPresent(until::orSooner);
      top(fields).ifPresent(until::orSooner);
    }
    if (isPast(line.get(LineJson.ARBITRAGE), now)) {
      line.remove(LineJson.ARBITRAGE);
    } else {
      until.orSooner(line.path(LineJson.ARBITRAGE));
    }
    for (Iterator<JsonNode> each = line.path(LineJson.MIDDLES).iterator(); each.hasNext(); ) {
      JsonNode middle = each.next();
      if (isPast(middle, now)) {
        each.remove();
      } else {
        until.orSooner(middle);
      }
    }
    if (line.path(LineJson.MIDDLES).isEmpty()) {
      line.remove(LineJson.MIDDLES);
    }
    line.remove(LineJson.CURRENT_UNTIL);
    if (until.soonest != null) {
      line.put(LineJson.CURRENT_UNTIL, until.soonest.toString());
    }
  }

  /** An expired offer is what the worker would make of a stale one: without class and stake. */
  private static void expire(ObjectNode offer, Instant now) {
    if (!isPast(offer, now)) {
      return;
    }
    if (!has(offer, OfferJson.STALE)) {
      offer.withArrayProperty(OfferJson.FLAGS).add(OfferJson.STALE);
    }
    offer.remove(OfferJson.VALUE_CLASS);
    if (offer.has(OfferJson.STAKE)) {
      offer.put(OfferJson.STAKE, 0.0);
    }
  }

  /** Only a valid offer still has a class. */
  private static Optional<JsonNode> best(ObjectNode outcome) {
    Optional<JsonNode> best =
        greatest(outcome, BY_EV, offer -> offer.has(OfferJson.VALUE_CLASS))
            .filter(unused -> outcome.has(OutcomeJson.BEST_BOOKMAKER));
    copy(best, OfferJson.BOOKMAKER, outcome, OutcomeJson.BEST_BOOKMAKER);
    copy(best, OfferJson.PRICE, outcome, OutcomeJson.BEST_PRICE);
    copy(best, OfferJson.EV, outcome, OutcomeJson.BEST_EV);
    copy(best, OfferJson.VALID_UNTIL, outcome, OutcomeJson.BEST_VALID_UNTIL);
    return best;
  }

  private static Optional<JsonNode> top(ObjectNode outcome) {
    Optional<JsonNode> top =
        greatest(
                outcome,
                BY_NET_PRICE,
                offer -> UNUSABLE.stream().noneMatch(flag -> has(offer, flag)))
            .filter(unused -> outcome.has(OutcomeJson.TOP_BOOKMAKER));
    copy(top, OfferJson.BOOKMAKER, outcome, OutcomeJson.TOP_BOOKMAKER);
    copy(top, OfferJson.PRICE, outcome, OutcomeJson.TOP_PRICE);
    return top;
  }

  private static Optional<JsonNode> greatest(
      ObjectNode outcome, Comparator<JsonNode> order, Predicate<JsonNode> eligible) {
    JsonNode greatest = null;
    for (JsonNode offer : outcome.path(OutcomeJson.OFFERS)) {
      if (eligible.test(offer) && (greatest == null || order.compare(offer, greatest) > 0)) {
        greatest = offer;
      }
    }
    return Optional.ofNullable(greatest);
  }

  private static void copy(
      Optional<JsonNode> offer, String from, ObjectNode outcome, String field) {
    JsonNode value = offer.map(found -> found.get(from)).orElse(null);
    if (value == null) {
      outcome.remove(field);
    } else {
      outcome.set(field, value);
    }
  }

  private static boolean has(JsonNode offer, String flag) {
    for (JsonNode each : offer.path(OfferJson.FLAGS)) {
      if (each.asText().equals(flag)) {
        return true;
      }
    }
    return false;
  }

  /**
   * @param part with a {@code valid_until}; null if the line has no such part
   */
  private static boolean isPast(JsonNode part, Instant now) {
    return part != null
        && part.path(LineJson.VALID_UNTIL).isTextual()
        && !Instant.parse(part.get(LineJson.VALID_UNTIL).textValue()).isAfter(now);
  }

  /** The soonest of some ends. */
  private static final class Until {
    private Instant soonest;

    void orSooner(JsonNode part) {
      JsonNode end = part.path(LineJson.VALID_UNTIL);
      if (end.isTextual()) {
        Instant until = Instant.parse(end.textValue());
        soonest = soonest == null || until.isBefore(soonest) ? until : soonest;
      }
    }
  }
}
