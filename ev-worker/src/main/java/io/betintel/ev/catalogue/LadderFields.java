package io.betintel.ev.catalogue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.betintel.ev.bettype.Label;
import io.betintel.ev.bettype.LadderForm;
import io.betintel.ev.bettype.LadderModel;
import io.betintel.ev.bettype.LadderSettings;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** Reads the settings {@code ladder} and {@code ladder_models}. */
final class LadderFields {
  /** The family of a bet type whose points are priced each by itself. */
  private static final String NO_FAMILY = "none";

  private static final String FAMILY = "ladder";
  private static final String MODELS = "ladder_models";
  private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9_]{0,63}");
  private static final List<String> FIELDS =
      List.of(
          "form",
          "scale",
          "growth",
          "key_numbers",
          "distance_limit",
          "errors",
          "tail",
          "uneven",
          "smoothing",
          "leaning");

  private LadderFields() {}

  /**
   * What is set, over what is shipped for the family: a model replaces the shipped one of the same
   * sport.
   *
   * @param named what is shipped for the bet type's name: it holds if the family is not set, or
   *     nothing is shipped for it
   */
  static LadderSettings read(JsonNode settings, LadderSettings named)
      throws InvalidSettingsException {
    String family = family(settings.get(FAMILY), named.family());
    LadderSettings shipped = ShippedLadders.under(family, named);
    TreeMap<String, LadderModel> models = new TreeMap<>(shipped.models());
    JsonNode given = settings.get(MODELS);
    if (given != null) {
      ObjectNode known = given.isObject() ? given.deepCopy() : null;
      for (Map.Entry<String, JsonNode> entry : given.properties()) {
        if (isNewer(entry.getValue())) {
          // Not priced between points, rather than by what the newer build replaced.
          known.remove(entry.getKey());
          models.remove(entry.getKey());
        }
      }
      models.putAll(models(MODELS, known == null ? given : known));
    }
    return new LadderSettings(family, models);
  }

  /** Null if the bet type is on no ladder. */
  private static String family(JsonNode set, String byName) throws InvalidSettingsException {
    if (set == null) {
      return byName;
    }
    if (!set.isTextual() || !NAME.matcher(set.textValue()).matches()) {
      throw new InvalidSettingsException(
          FAMILY,
          set,
          "the name that the bet types of one ladder share, such as totals, or " + NO_FAMILY);
    }
    return set.textValue().equals(NO_FAMILY) ? null : set.textValue();
  }

  /** Models by sport. */
  static SortedMap<String, LadderModel> models(String key, JsonNode json)
      throws InvalidSettingsException {
    if (!json.isObject()) {
      throw new InvalidSettingsException(
          key, json, "a JSON object of sport keys and models, as ev-worker fit prints it");
    }
    TreeMap<String, LadderModel> models = new TreeMap<>();
    for (Map.Entry<String, JsonNode> entry : json.properties()) {
      String place = key + "." + entry.getKey();
      if (!NAME.matcher(entry.getKey()).matches()) {
        throw new InvalidSettingsException(
            place, entry.getValue(), "a sport key such as basketball_nba, or its beginning");
      }
      models.put(entry.getKey(), model(place, entry.getValue()));
    }
    return models;
  }

  /**
   * Refuses what this build would ignore: a misspelt field, or a form that only a newer build
   * knows.
   */
  static void requireKnown(String key, JsonNode models) throws InvalidSettingsException {
    for (Map.Entry<String, JsonNode> model : models.properties()) {
      for (Map.Entry<String, JsonNode> field : model.getValue().properties()) {
        if (!FIELDS.contains(field.getKey())) {
          throw new InvalidSettingsException(
              key + "." + model.getKey() + "." + field.getKey(),
              field.getValue(),
              String.join(", ", FIELDS));
        }
      }
    }
    models(key, models);
  }

  /** Whether only a newer build knows the model's form. */
  private static boolean isNewer(JsonNode model) {
    JsonNode form = model.path("form");
    return form.isTextual() && Label.find(LadderForm.class, form.textValue()).isEmpty();
  }

  private static LadderModel model(String place, JsonNode json) throws InvalidSettingsException {
    if (!json.isObject()) {
      throw new InvalidSettingsException(
          place, json, "a JSON object with " + String.join(", ", FIELDS));
    }
    try {
      LadderForm form = Label.of(LadderForm.class, "form", json.path("form").asText());
      return new LadderModel(
          form,
          form == LadderForm.POISSON ? 1 : number(json, "scale"),
          optional(json, "growth"),
          keyNumbers(json.path("key_numbers")),
          number(json, "distance_limit"),
          errors(json.path("errors")),
          number(json, "tail"),
          optional(json, "uneven"),
          optional(json, "smoothing"),
          optional(json, "leaning"));
    } catch (IllegalArgumentException e) {
      throw new InvalidSettingsException(place + ": " + e.getMessage());
    }
  }

  private static double optional(JsonNode json, String field) {
    return json.has(field) ? number(json, field) : 0;
  }

  private static double number(JsonNode json, String field) {
    return number(field, json.path(field));
  }

  private static double number(String field, JsonNode value) {
    if (!value.isNumber()) {
      throw new IllegalArgumentException(
          field + " is " + (value.isMissingNode() ? "missing" : value) + ": accepted is a number");
    }
    return value.doubleValue();
  }

  private static SortedMap<Integer, Double> keyNumbers(JsonNode json) {
    TreeMap<Integer, Double> numbers = new TreeMap<>();
    for (Map.Entry<String, JsonNode> entry : json.properties()) {
      String field = "key_numbers." + entry.getKey();
      numbers.put((int) key(field, entry.getKey()), number(field, entry.getValue()));
    }
    return numbers;
  }

  private static SortedMap<Double, Double> errors(JsonNode json) {
    TreeMap<Double, Double> errors = new TreeMap<>();
    for (Map.Entry<String, JsonNode> entry : json.properties()) {
      String field = "errors." + entry.getKey();
      errors.put(key(field, entry.getKey()), number(field, entry.getValue()));
    }
    return errors;
  }

  private static double key(String field, String text) {
    try {
      return Double.parseDouble(text);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(field + " is no number: accepted are numbers as names", e);
    }
  }
}
