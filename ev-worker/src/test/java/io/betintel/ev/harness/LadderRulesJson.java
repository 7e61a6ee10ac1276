package io.betintel.ev.harness;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.betintel.ev.oracle.LadderRules;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Ladder models as the catalogue and the shipped file write them, for the second implementation.
 */
final class LadderRulesJson {
  private static final ObjectMapper JSON = new ObjectMapper();

  private LadderRulesJson() {}

  /** What is shipped for a family; null if nothing is. */
  static Map<String, LadderRules> shipped(String family) {
    try (InputStream file =
        LadderRulesJson.class.getResourceAsStream("/io/betintel/ev/catalogue/ladders.json")) {
      JsonNode models = JSON.readTree(file).get(family);
      return models == null ? null : models(models);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The family that a bet type's name says. */
  static String family(String betType) {
    return betType.replaceFirst("^alternate_", "").replaceFirst("_alternate$", "");
  }

  static Map<String, LadderRules> models(JsonNode json) {
    Map<String, LadderRules> models = new HashMap<>();
    json.properties().forEach(sport -> models.put(sport.getKey(), model(sport.getValue())));
    return models;
  }

  private static LadderRules model(JsonNode json) {
    SortedMap<Integer, Double> keyNumbers = new TreeMap<>();
    json.path("key_numbers")
        .properties()
        .forEach(
            each -> keyNumbers.put(Integer.valueOf(each.getKey()), each.getValue().doubleValue()));
    SortedMap<Double, Double> errors = new TreeMap<>();
    json.path("errors")
        .properties()
        .forEach(each -> errors.put(Double.valueOf(each.getKey()), each.getValue().doubleValue()));
    return new LadderRules(
        json.path("form").textValue(),
        json.path("scale").asDouble(1),
        json.path("growth").asDouble(0),
        keyNumbers,
        json.path("distance_limit").doubleValue(),
        errors,
        json.path("tail").doubleValue(),
        json.path("uneven").asDouble(0),
        json.path("smoothing").asDouble(0),
        json.path("leaning").asDouble(0));
  }
}
