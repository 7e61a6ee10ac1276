package io.betintel.ev.bettype;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.betintel.ev.odds.Bookmaker;
import io.betintel.ev.odds.InvalidOddsException;
import io.betintel.ev.ops.Setting;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.DoublePredicate;

/**
 * The catalogue's {@code settings} column: a JSON object that holds what differs from {@link
 * BetTypeSettings#defaults}, such as <code>
 * {"weights": {"pinnacle": 1}, "reference_age": "10m", "take": 0.05}</code>. A key that is not
 * known here is left alone: a newer build may know it.
 */
public final class SettingsJson {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Set<String> methods;
  private final Set<String> consensuses;

  /**
   * @param methods the margin methods that this build knows
   * @param consensuses the ways of combining references that this build knows
   */
  public SettingsJson(Set<String> methods, Set<String> consensuses) {
    this.methods = Set.copyOf(methods);
    this.consensuses = Set.copyOf(consensuses);
  }

  /** The names that a key accepts; empty if it takes no name. */
  List<String> names(String key) {
    return switch (key) {
      case "method" -> List.copyOf(new TreeSet<>(methods));
      case "consensus" -> List.copyOf(new TreeSet<>(consensuses));
      default -> List.of();
    };
  }

  /**
   * Every setting as it applies, by key, as people write it; empty if this build does not
   * understand the column.
   *
   * @param text the {@code settings} column
   */
  public Map<String, String> describe(String text) {
    try {
      return SettingsText.of(parse(text));
    } catch (InvalidSettingsException e) {
      return Map.of();
    }
  }

  /**
   * What this build does not understand of the column; empty if it does.
   *
   * @param text the {@code settings} column
   */
  public Optional<String> complaint(String text) {
    try {
      parse(text);
      return Optional.empty();
    } catch (InvalidSettingsException e) {
      return Optional.of(e.getMessage());
    }
  }

  BetTypeSettings parse(String text) throws InvalidSettingsException {
    JsonNode json;
    try {
      json = JSON.readTree(text);
    } catch (JsonProcessingException e) {
      throw new InvalidSettingsException("settings", text, "a JSON object");
    }
    if (!json.isObject()) {
      throw new InvalidSettingsException("settings", text, "a JSON object");
    }
    BetTypeSettings defaults = BetTypeSettings.defaults();
    return new BetTypeSettings(
        name(json, "method", methods, defaults.method()),
        name(json, "consensus", consensuses, defaults.consensus()),
        weights(json, defaults.weights()),
        duration(json, "reference_age", defaults.referenceAge()),
        duration(json, "offer_age", defaults.offerAge()),
        duration(json, "offer_age_in_play", defaults.offerAgeInPlay()),
        atLeastOne(json, "minimum_references", defaults.minimumReferences()),
        number(json, "take", defaults.take(), v -> v > 0, "a fraction above 0"),
        number(json, "suspect_ev", defaults.suspectEv(), v -> v > 0, "a fraction above 0"),
        share(json, "kelly_multiplier", defaults.kellyMultiplier()),
        share(json, "stake_cap", defaults.stakeCap()));
  }

  private static String name(JsonNode json, String key, Set<String> known, String otherwise)
      throws InvalidSettingsException {
    JsonNode value = json.get(key);
    if (value == null) {
      return otherwise;
    }
    if (!value.isTextual() || !known.contains(value.textValue())) {
      throw new InvalidSettingsException(
          key, value, "one of " + String.join(", ", new TreeSet<>(known)));
    }
    return value.textValue();
  }

  private static SortedMap<Bookmaker, Double> weights(
      JsonNode json, SortedMap<Bookmaker, Double> otherwise) throws InvalidSettingsException {
    JsonNode value = json.get("weights");
    if (value == null) {
      return otherwise;
    }
    if (!value.isObject() || value.isEmpty()) {
      throw new InvalidSettingsException("weights", value, "an object of bookmaker and weight");
    }
    SortedMap<Bookmaker, Double> weights = new TreeMap<>();
    for (Map.Entry<String, JsonNode> entry : value.properties()) {
      double weight = entry.getValue().doubleValue();
      if (!entry.getValue().isNumber() || !(weight > 0) || Double.isInfinite(weight)) {
        throw new InvalidSettingsException(
            "weights." + entry.getKey(), entry.getValue(), "a finite number above 0");
      }
      try {
        weights.put(new Bookmaker(entry.getKey()), weight);
      } catch (InvalidOddsException e) {
        throw new InvalidSettingsException(
            "weights", value, "a bookmaker's key: " + e.getMessage());
      }
    }
    return weights;
  }

  private static Duration duration(JsonNode json, String key, Duration otherwise)
      throws InvalidSettingsException {
    JsonNode value = json.get(key);
    if (value == null) {
      return otherwise;
    }
    Setting<Duration> form = Setting.duration(key, "", "");
    try {
      return form.parse().apply(value.textValue() == null ? "" : value.textValue());
    } catch (IllegalArgumentException e) {
      throw new InvalidSettingsException(key, value, form.form());
    }
  }

  private static int atLeastOne(JsonNode json, String key, int otherwise)
      throws InvalidSettingsException {
    JsonNode value = json.get(key);
    if (value == null) {
      return otherwise;
    }
    if (!value.isInt() || value.intValue() < 1) {
      throw new InvalidSettingsException(key, value, "a whole number from 1");
    }
    return value.intValue();
  }

  private static double share(JsonNode json, String key, double otherwise)
      throws InvalidSettingsException {
    return number(json, key, otherwise, v -> v >= 0 && v <= 1, "a fraction from 0 to 1");
  }

  private static double number(
      JsonNode json, String key, double otherwise, DoublePredicate accepted, String form)
      throws InvalidSettingsException {
    JsonNode value = json.get(key);
    if (value == null) {
      return otherwise;
    }
    if (!value.isNumber() || !accepted.test(value.doubleValue())) {
      throw new InvalidSettingsException(key, value, form);
    }
    return value.doubleValue();
  }
}
