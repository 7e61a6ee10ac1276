package io.betintel.ev.catalogue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.DoubleNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.math.BigDecimal;

/** Reads pricing settings that people type, such as {@code weights=pinnacle:0.5,fanduel:0.5}. */
final class TypedSetting {
  private static final String WEIGHTS_FORM =
      "bookmakers with their weights, such as pinnacle:0.5,draftkings:0.5";

  private static final ObjectMapper JSON = new ObjectMapper();

  private TypedSetting() {}

  /** The value as the {@code settings} column stores it; {@link SettingsJson} checks it. */
  static JsonNode json(String key, String text) throws InvalidSettingsException {
    return switch (key) {
      case "weights" -> weights(text);
      case "ladder_models" -> models(key, text);
      case "minimum_references" -> whole(text);
      case "minimum_hold",
          "maximum_hold",
          "minimum_fair_odds",
          "maximum_fair_odds",
          "suspect_ev",
          "middle_cost",
          "mid_depth",
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
            "weights",
            '"' + text + '"',
            "each bookmaker once, but " + bookmaker + " is given twice");
      }
      weights.set(bookmaker, fraction(weight.substring(colon + 1).strip()));
    }
    return weights;
  }

  /** Text that is no JSON stays text: the key's own check refuses it. */
  private static JsonNode models(String key, String text) throws InvalidSettingsException {
    try {
      JsonNode models = JSON.readTree(text);
      LadderFields.requireKnown(key, models);
      return models;
    } catch (JsonProcessingException e) {
      return TextNode.valueOf(text);
    }
  }

  /** Text that is not a number stays text: the key's own check refuses it. */
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
}
