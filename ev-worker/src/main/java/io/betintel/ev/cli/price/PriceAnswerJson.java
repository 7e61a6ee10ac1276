package io.betintel.ev.cli.price;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.betintel.ev.odds.AmericanOdds;
import io.betintel.ev.promo.PromotionValue;
import io.betintel.ev.value.LayOdds;
import io.betintel.ev.value.OfferValue;
import java.util.List;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;

/**
 * Answers as JSON. Numbers read back as the same doubles; characters outside ASCII are escaped,
 * because the encoding that the reader expects is unknown.
 */
final class PriceAnswerJson {
  private static final JsonMapper MAPPER =
      JsonMapper.builder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build();

  private PriceAnswerJson() {}

  /** The figures of a single method beside the id, or one object for each of several methods. */
  static String text(JsonNode id, PriceQuestion question, PriceAnswer answer) {
    ObjectNode json = withId(id);
    if (answer.methods().size() == 1
        && answer.methods().get(0) instanceof MethodAnswer.Priced priced) {
      numbers(json, "probabilities", priced.probabilities());
      line(json, answer);
      prices(json, question, priced);
      return text(json);
    }
    line(json, answer);
    ArrayNode methods = json.putArray("methods");
    for (MethodAnswer method : answer.methods()) {
      ObjectNode one = methods.addObject();
      if (method instanceof MethodAnswer.Priced priced) {
        numbers(one, "probabilities", priced.probabilities());
        prices(one, question, priced);
      } else if (method instanceof MethodAnswer.NoPrice noPrice) {
        one.put("method", noPrice.asked());
        one.put("error", noPrice.reason());
      }
    }
    return text(json);
  }

  static String error(JsonNode id, String message) {
    return text(withId(id).put("error", message));
  }

  private static void line(ObjectNode json, PriceAnswer answer) {
    json.put("overround", answer.overround());
    json.put("hold", answer.hold());
  }

  private static void prices(ObjectNode json, PriceQuestion question, MethodAnswer.Priced priced) {
    if (priced.parameter().isPresent()) {
      json.put("parameter", priced.parameter().getAsDouble());
    } else {
      json.putNull("parameter");
    }
    json.put("method", priced.used());
    if (!priced.used().equals(priced.asked())) {
      json.put("fallback_for", priced.asked());
    }
    ArrayNode fair = json.putArray("fair_odds");
    ArrayNode american = json.putArray("fair_american");
    for (double probability : priced.probabilities()) {
      // The worst case can be 0, and such odds do not exist.
      fair.add(probability > 0 ? Double.valueOf(1 / probability) : null);
      american.add(
          probability > 0 ? Double.valueOf(AmericanOdds.fromDecimal(1 / probability)) : null);
    }
    if (!priced.offers().isEmpty()) {
      numbers(json, "ev", each(priced, OfferValue::ev));
      numbers(json, "kelly", each(priced, OfferValue::kelly));
      numbers(json, "stake", each(priced, OfferValue::stake));
      ArrayNode classes = json.putArray("class");
      priced.offers().forEach(offer -> classes.add(offer.valueClass().label()));
      if (question.lays()) {
        numbers(json, "liability", question.offers().stream().map(LayOdds::liability).toList());
      }
      if (question.promo() != null) {
        promotion(json.putObject("promotion"), question, priced);
      }
    }
  }

  /** What cannot be hedged, and a bet without a probability, are null. */
  private static void promotion(
      ObjectNode json, PriceQuestion question, MethodAnswer.Priced priced) {
    List<PromotionValue> values = question.promo().values(question, priced.probabilities());
    json.put("promo", question.promo().text());
    ArrayNode hedges = json.putArray("hedge_odds");
    for (int i = 0; i < values.size(); i++) {
      hedges.add(orNull(question.promo().hedge(i)));
    }
    finite(json, "ev", values, PromotionValue::ev);
    finite(json, "ev_rate", values, PromotionValue::evRate);
    finite(json, "hedge_stake", values, PromotionValue::hedgeStake);
    finite(json, "certain", values, PromotionValue::certain);
    finite(json, "certain_rate", values, PromotionValue::certainRate);
  }

  private static void finite(
      ObjectNode json,
      String field,
      List<PromotionValue> values,
      ToDoubleFunction<PromotionValue> figure) {
    ArrayNode array = json.putArray(field);
    values.forEach(value -> array.add(orNull(figure.applyAsDouble(value))));
  }

  private static Double orNull(double figure) {
    return Double.isFinite(figure) ? (Double) figure : null;
  }

  private static List<Double> each(
      MethodAnswer.Priced priced, Function<OfferValue, Double> figure) {
    return priced.offers().stream().map(figure).toList();
  }

  private static void numbers(ObjectNode json, String field, List<Double> numbers) {
    ArrayNode array = json.putArray(field);
    numbers.forEach(array::add);
  }

  private static ObjectNode withId(JsonNode id) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.set("id", id.isMissingNode() ? JsonNodeFactory.instance.nullNode() : id);
    return json;
  }

  private static String text(ObjectNode json) {
    try {
      return MAPPER.writeValueAsString(json);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e); // a tree of text and numbers always has a JSON form
    }
  }
}
