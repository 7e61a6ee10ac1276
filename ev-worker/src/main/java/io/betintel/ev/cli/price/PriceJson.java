package io.betintel.ev.cli.price;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.betintel.ev.odds.AmericanOdds;
import io.betintel.ev.odds.InvalidOddsException;
import io.betintel.ev.odds.OddsFormat;
import io.betintel.ev.value.Fee;
import io.betintel.ev.value.Staking;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads questions from JSON.
 *
 * @param methods for a question without methods
 * @param staking for a question without its own
 * @param format how odds and offers are written
 */
record PriceJson(PriceMethods methods, Staking staking, OddsFormat format) {
  private static final JsonMapper MAPPER =
      JsonMapper.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS) // so that NaN is refused by its field
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  /**
   * One line.
   *
   * @throws IllegalArgumentException if it is not a JSON object
   */
  static JsonNode parse(String line) {
    JsonNode json;
    try {
      json = MAPPER.readTree(line);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(
          "not JSON at column " + e.getLocation().getColumnNr() + ": " + reason(e), e);
    }
    if (!json.isObject()) {
      throw new IllegalArgumentException("not a JSON object such as {\"id\":1,\"odds\":[2.1,1.8]}");
    }
    return json;
  }

  /**
   * @throws IllegalArgumentException if a field is invalid; the message names field, value and
   *     remedy
   */
  PriceQuestion question(JsonNode json) {
    List<Double> odds = odds("odds", json.path("odds"));
    List<Double> offers = json.has("offers") ? odds("offers", json.path("offers")) : List.of();
    if (json.has("fee") && offers.isEmpty()) {
      throw new InvalidOddsException("fee", json.path("fee"), "a fee is on offers: add them");
    }
    boolean lays = flag(json, "lay");
    if (lays && offers.isEmpty()) {
      throw new InvalidOddsException("lay", true, "prices to lay are offers: add them");
    }
    return new PriceQuestion(
        methods(json), odds, offers, fee(json, "fee"), lays, staking(json), promo(json, odds));
  }

  private PromoQuestion promo(JsonNode json, List<Double> odds) {
    JsonNode promo = json.path("promo");
    if (promo.isMissingNode()) {
      return null;
    }
    if (!promo.isTextual()) {
      throw new InvalidOddsException("promo", promo, "text such as boost:0.3:max=25 is needed");
    }
    boolean lays = json.has("hedge_lays");
    if (lays && json.has("hedges")) {
      throw new InvalidOddsException(
          "hedges", json.path("hedges"), "hedge_lays is present too: one of them is accepted");
    }
    String field = lays ? "hedge_lays" : "hedges";
    return new PromoQuestion(
        promo.textValue(),
        json.has(field) ? odds(field, json.path(field)) : odds,
        lays,
        fee(json, "hedge_fee"));
  }

  private static boolean flag(JsonNode json, String field) {
    JsonNode value = json.path(field);
    if (!value.isMissingNode() && !value.isBoolean()) {
      throw new InvalidOddsException(field, value, "true or false is needed");
    }
    return value.asBoolean(false);
  }

  /** A number, which is a fraction of the profit, or a form as text. */
  private static Fee fee(JsonNode json, String field) {
    JsonNode fee = json.path(field);
    if (fee.isMissingNode()) {
      return Fee.none();
    }
    if (!fee.isNumber() && !fee.isTextual()) {
      throw new InvalidOddsException(field, fee, "a number or a form as text is needed");
    }
    return fee.isNumber() ? Fee.ofProfit(fee.doubleValue()) : Fee.parse(fee.textValue());
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

  private PriceMethods methods(JsonNode json) {
    PriceMethods asked = methods;
    if (json.has("method") && json.has("methods")) {
      throw new InvalidOddsException(
          "methods", json.path("methods"), "method is present too: one of them is accepted");
    }
    if (json.has("method")) {
      String label = name("method", json.path("method"));
      asked = new PriceMethods(List.of(label), methods.fallback());
    } else if (json.has("methods")) {
      if (!json.path("methods").asText().equals("all")) {
        throw new InvalidOddsException(
            "methods",
            json.path("methods"),
            "\"all\" is accepted; a single method is named by method");
      }
      asked = new PriceMethods(PriceMethods.all().labels(), methods.fallback());
    }
    return json.has("fallback")
        ? asked.withFallback(name("fallback", json.path("fallback")))
        : asked;
  }

  private Staking staking(JsonNode json) {
    return new Staking(
        number(json, "take", staking.take()),
        number(json, "kelly_multiplier", staking.kellyMultiplier()),
        number(json, "stake_cap", staking.stakeCap()));
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

  /** Without the place where an array or object began: it is this line. */
  private static String reason(JsonProcessingException e) {
    String message = e.getOriginalMessage();
    int start = message.indexOf(" (start marker");
    return start < 0 ? message : message.substring(0, start);
  }

  private static String name(String field, JsonNode value) {
    if (!value.isTextual()) {
      throw new InvalidOddsException(field, value, "the name of a method is needed");
    }
    return value.textValue();
  }

  private static double number(JsonNode json, String field, double otherwise) {
    return json.has(field) ? number(field, json.path(field)) : otherwise;
  }

  private static double number(String field, JsonNode value) {
    if (!value.isNumber()) {
      throw new InvalidOddsException(field, value, "a number is needed");
    }
    return value.doubleValue();
  }
}
