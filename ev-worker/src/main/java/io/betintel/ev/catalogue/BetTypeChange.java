package io.betintel.ev.catalogue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.betintel.ev.bettype.BetTypeSettings;
import io.betintel.ev.bettype.Role;
import io.betintel.ev.bettype.SettingsText;
import io.betintel.ev.bettype.Shape;
import io.betintel.ev.ops.ConfigException;
import io.betintel.ev.ops.NearestName;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Function;

/**
 * New values for some fields of a row, each checked by itself.
 *
 * @param title null to keep the row's
 * @param shape null to keep the row's
 * @param minRole null to keep the row's
 * @param settings by key; a null node resets the setting to its default
 */
public record BetTypeChange(
    String title, Shape shape, Role minRole, Map<String, JsonNode> settings) {
  /** Instead of a value: resets the setting to the build's default. */
  public static final String DEFAULT = "default";

  public BetTypeChange {
    settings = Collections.unmodifiableMap(new LinkedHashMap<>(settings));
  }

  /**
   * @param assignments each {@code key=value}
   * @throws ConfigException for an invalid one; names the key, the value, what is accepted and the
   *     nearest key
   */
  public static BetTypeChange parse(List<String> assignments) {
    String title = null;
    Shape shape = null;
    Role minRole = null;
    Map<String, JsonNode> settings = new LinkedHashMap<>();
    TreeSet<String> seen = new TreeSet<>();
    for (String assignment : assignments) {
      int equals = assignment.indexOf('=');
      if (equals < 1) {
        throw new ConfigException(
            "\"" + assignment + "\" is not KEY=VALUE, such as min_role=premium");
      }
      String key = assignment.substring(0, equals);
      String value = assignment.substring(equals + 1);
      if (!seen.add(key)) {
        throw new ConfigException(key + " is given twice: give it once");
      }
      switch (key) {
        case "title" -> title = title(value);
        case "shape" -> shape = shape(value);
        case "min_role" -> minRole = role(value);
        default -> settings.put(key, setting(key, value));
      }
    }
    return new BetTypeChange(title, shape, minRole, settings);
  }

  /** The {@code settings} column after the change. */
  ObjectNode applyTo(ObjectNode stored) {
    ObjectNode changed = stored.deepCopy();
    settings.forEach(
        (key, value) -> {
          if (value == null) {
            changed.remove(key);
          } else {
            changed.set(key, value);
          }
        });
    return changed;
  }

  private static String title(String value) {
    if (value.isBlank()) {
      throw new ConfigException("title is blank: accepted is any other text");
    }
    return value.strip();
  }

  private static Shape shape(String value) {
    try {
      return Shape.of(value);
    } catch (IllegalArgumentException e) {
      throw misspelt(e.getMessage(), value, labels(Shape.values(), Shape::label));
    }
  }

  private static Role role(String value) {
    try {
      return Role.of(value);
    } catch (IllegalArgumentException e) {
      throw misspelt("min_" + e.getMessage(), value, labels(Role.values(), Role::label));
    }
  }

  private static JsonNode setting(String key, String value) {
    TreeSet<String> keys = new TreeSet<>(SettingsText.of(BetTypeSettings.defaults()).keySet());
    if (!keys.contains(key)) {
      keys.addAll(List.of("title", "shape", "min_role"));
      throw new ConfigException(
          key
              + " is not a setting of a bet type: did you mean "
              + NearestName.of(key, keys)
              + "? The settings are "
              + String.join(", ", keys));
    }
    if (value.equals(DEFAULT)) {
      return null;
    }
    try {
      JsonNode json = TypedSetting.json(key, value);
      SettingsJson.parse(JsonNodeFactory.instance.objectNode().set(key, json).toString());
      return json;
    } catch (InvalidSettingsException e) {
      List<String> names = SettingsJson.names(key);
      if (names.isEmpty()) {
        throw new ConfigException(e.getMessage());
      }
      throw misspelt(e.getMessage(), value, names);
    }
  }

  private static ConfigException misspelt(String message, String value, List<String> names) {
    return new ConfigException(message + "; did you mean " + NearestName.of(value, names) + "?");
  }

  private static <T> List<String> labels(T[] values, Function<T, String> label) {
    return Arrays.stream(values).map(label).toList();
  }
}
