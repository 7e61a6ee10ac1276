package io.betintel.ev.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.betintel.ev.feed.OddsFormat;
import io.betintel.ev.odds.AmericanOdds;
import io.betintel.ev.odds.InvalidOddsException;
import io.betintel.ev.pricing.MarginMethod;
import io.betintel.ev.value.PriceAnswer;
import io.betintel.ev.value.PriceQuestion;
import java.util.ArrayList;
import java.util.List;

/**
 * {@code price}'s questions and answers as JSON. Numbers are written so that they read back as the
 * same doubles; what is not ASCII is escaped, since nobody says which encoding the reader expects.
 */
final class PriceJson {
  private static final JsonMapper MAPPER =
      JsonMapper.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS) // so that NaN is refused by its field
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(JsonWriteFeature.ESCAPE_NON_ASCII)
          .build();

  private final String defaultMethod;
  private final OddsFormat format;

  /**
   * @param defaultMethod for questions that name none
   * @param format how odds and offers are written
   */
  PriceJson(String defaultMethod, OddsFormat format) {
    this.defaultMethod = defaultMethod;
    this.format = format;
  }

  /**
   * One line.
   *
   * @throws IllegalArgumentException if it is no JSON object
   */
  static JsonNode parse(String line) {
    JsonNode json;
    try {
      json = MAPPER.readTree(line);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(
          "not JSON at column " + e.getLocation().getColumnNr() + ": " + e.getOriginalMessage(), e);
    }
    if (!json.isObject()) {
      throw new IllegalArgumentException("not a JSON object such as {\"id\":1,\"odds\":[2.1,1.8]}");
    }
    return json;
  }

  /**
   * @throws IllegalArgumentException naming field, value and what is accepted
   */
  PriceQuestion question(JsonNode json) {
    JsonNode method = json.path("method");
    if (!method.isMissingNode() && !method.isTextual()) {
      throw new InvalidOddsException("method", method, "the name of a method is needed");
    }
    List<Double> odds = odds("odds", json.path("odds"));
    List<Double> offers = json.has("offers") ? odds("offers", json.path("offers")) : List.of();
    double fee = json.has("fee") ? number("fee", json.path("fee")) : 0;
    if (json.has("fee") && offers.isEmpty()) {
      throw new InvalidOddsException("fee", fee, "a fee is on offers: give those too");
    }
    return new PriceQuestion(MarginMethod.of(method.asText(defaultMethod)), odds, offers, fee);
  }

  /** Decimal odds of numbers in this format. */
  List<Double> decimal(String field, List<Double> given) {
    if (format == OddsFormat.DECIMAL) {
      return given;
    }
    List<Double> decimal = new ArrayList<>(given.size());
    for (double price : given) {
      decimal.add(AmericanOdds.toDecimal(field + "[" + decimal.size() + "]", price));
    }
    return decimal;
  }

  static String text(JsonNode id, PriceAnswer answer) {
    ObjectNode json = withId(id);
    addAll(json.putArray("probabilities"), answer.probabilities());
    json.put("overround", answer.overround());
    json.put("hold", answer.hold());
    json.putNull("parameter"); // the multiplicative method has none to solve for
    if (!answer.ev().isEmpty()) {
      addAll(json.putArray("ev"), answer.ev());
      addAll(json.putArray("kelly"), answer.kelly());
    }
    return text(json);
  }

  static String error(JsonNode id, String message) {
    return text(withId(id).put("error", message));
  }

  private List<Double> odds(String field, JsonNode array) {
    if (!array.isArray()) {
      throw new InvalidOddsException(
          field, array.isMissingNode() ? null : array, "an array of odds is needed");
    }
    List<Double> odds = new ArrayList<>(array.size());
    for (JsonNode one : array) {
      odds.add(number(field + "[" + odds.size() + "]", one));
    }
    return decimal(field, odds);
  }

  private static double number(String field, JsonNode value) {
    if (!value.isNumber()) {
      throw new InvalidOddsException(field, value, "a number is needed");
    }
    return value.doubleValue();
  }

  private static ObjectNode withId(JsonNode id) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.set("id", id.isMissingNode() ? JsonNodeFactory.instance.nullNode() : id);
    return json;
  }

  private static void addAll(ArrayNode array, List<Double> numbers) {
    numbers.forEach(array::add);
  }

  private static String text(ObjectNode json) {
    try {
      return MAPPER.writeValueAsString(json);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e); // a tree of text and numbers always has a JSON form
    }
  }
}
