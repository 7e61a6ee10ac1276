package io.betintel.ev.catalogue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.DoubleNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.betintel.ev.bettype.BetTypeSettings;
import io.betintel.ev.bettype.PricingLimits;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/** Pricing settings as people write them, such as {@code weights=pinnacle:0.5,fanduel:0.5}. */
public final class SettingsText {
  private static final String WEIGHTS_FORM =
      "bookmakers with their weights, such as pinnacle:0.5,draftkings:0.5";

  private SettingsText() {}

  /** Every setting's key and value, in the order of {@link BetTypeSettings}. */
  public static Map<String, String> of(BetTypeSettings settings) {
    Map<String, String> text = new LinkedHashMap<>();
    text.put("method", settings.method());
    text.put("fallback", settings.fallback());
    text.put("consensus", settings.consensus());
    text.put(
        "weights",
        settings.weights().entrySet().stream()
            .map(weight -> weight.getKey().key() + ":" + number(weight.getValue()))
            .collect(Collectors.joining(",")));
    PricingLimits limits = settings.limits();
    text.put("reference_age", span(limits.referenceAge()));
    text.put("offer_age", span(limits.offerAge()));
    text.put("offer_age_in_play", span(limits.offerAgeInPlay()));
    text.put("minimum_references", Integer.toString(limits.minimumReferences()));
    text.put("minimum_hold", number(limits.minimumHold()));
    text.put("maximum_hold", number(limits.maximumHold()));
    text.put("minimum_fair_odds", number(limits.minimumFairOdds()));
    text.put("maximum_fair_odds", number(limits.maximumFairOdds()));
    text.put("suspect_ev", number(limits.suspectEv()));
    text.put("middle_cost", number(limits.middleCost()));
    text.put("take", number(settings.take()));
    text.put("kelly_multiplier", number(settings.kellyMultiplier()));
    text.put("stake_cap", number(settings.stakeCap()));
    return text;
  }

  /** A value as the {@code settings} column holds it; what it may be is {@link SettingsJson}'s. */
  static JsonNode json(String key, String text) throws InvalidSettingsException {
    return switch (key) {
      case "weights" -> weights(text);
      case "minimum_references" -> whole(text);
      case "minimum_hold",
          "maximum_hold",
          "minimum_fair_odds",
          "maximum_fair_odds",
          "suspect_ev",
          "middle_cost",
          "take",
          "kelly_multiplier",
          "stake_cap" ->
          fraction(text);
      default -> TextNode.valueOf(text);
    };
  }

  private static ObjectNode weights(String text) throws InvalidSettingsException {
    ObjectNode weights = JsonNodeFactory.instance.objectNode();
    for (String weight : text.split(",", -1)) {
      int colon = weight.indexOf(':');
      if (colon < 1) {
        throw new InvalidSettingsException("weights", '"' + text + '"', WEIGHTS_FORM);
      }
      String bookmaker = weight.substring(0, colon).strip();
      if (weights.has(bookmaker)) {
        throw new InvalidSettingsException(
            "weights", '"' + text + '"', "each bookmaker once, and " + bookmaker + " is twice");
      }
      weights.set(bookmaker, fraction(weight.substring(colon + 1).strip()));
    }
    return weights;
  }

  /** Text that is no number stays text, for the key's own check to refuse. */
  private static JsonNode fraction(String text) {
    try {
      return DoubleNode.valueOf(new BigDecimal(text).doubleValue());
    } catch (NumberFormatException e) {
      return TextNode.valueOf(text);
    }
  }

  private static JsonNode whole(String text) {
    try {
      return IntNode.valueOf(Integer.parseInt(text));
    } catch (NumberFormatException e) {
      return TextNode.valueOf(text);
    }
  }

  private static String number(double value) {
    return value == Math.rint(value) && Math.abs(value) < 1e15
        ? Long.toString((long) value)
        : Double.toString(value);
  }

  private static String span(Duration span) {
    long millis = span.toMillis();
    if (millis % 1000 != 0) {
      return millis + "ms";
    }
    long seconds = millis / 1000;
    if (seconds % 86_400 == 0) {
      return seconds / 86_400 + "d";
    }
    if (seconds % 3600 == 0) {
      return seconds / 3600 + "h";
    }
    return seconds % 60 == 0 ? seconds / 60 + "m" : seconds + "s";
  }
}
