package io.betintel.ev.catalogue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.betintel.ev.bettype.LadderModel;
import io.betintel.ev.ops.ConfigException;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** Models of many families: a JSON object of family, sport and model. */
public final class LadderModels {
  private static final ObjectMapper JSON = new ObjectMapper();

  private LadderModels() {}

  /**
   * By family and sport.
   *
   * @throws ConfigException if the text is no such object; names the field, the value and what is
   *     accepted
   */
  public static SortedMap<String, SortedMap<String, LadderModel>> read(String text) {
    try {
      JsonNode families = JSON.readTree(text);
      if (!families.isObject()) {
        throw new ConfigException(
            "models are not a JSON object, as ev-worker fit --json prints it");
      }
      TreeMap<String, SortedMap<String, LadderModel>> models = new TreeMap<>();
      for (Map.Entry<String, JsonNode> family : families.properties()) {
        models.put(family.getKey(), LadderFields.models(family.getKey(), family.getValue()));
      }
      return models;
    } catch (JsonProcessingException e) {
      throw new ConfigException("models are not JSON: " + e.getOriginalMessage());
    } catch (InvalidSettingsException e) {
      throw new ConfigException(e.getMessage());
    }
  }
}
