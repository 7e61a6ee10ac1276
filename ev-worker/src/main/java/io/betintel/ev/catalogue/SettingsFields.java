package io.betintel.ev.catalogue;

import static java.util.stream.Collectors.joining;

import com.fasterxml.jackson.databind.JsonNode;
import io.betintel.ev.bettype.Label;
import io.betintel.ev.odds.Bookmaker;
import io.betintel.ev.odds.InvalidOddsException;
import io.betintel.ev.ops.Setting;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.DoublePredicate;

/** Reads single settings from their JSON object; a missing one is the default that is given. */
final class SettingsFields {
  private final JsonNode json;

  SettingsFields(JsonNode json) {
    this.json = json;
  }

  <E extends Enum<E> & Label<E>> E name(String key, Set<E> accepted, E otherwise)
      throws InvalidSettingsException {
    JsonNode value = json.get(key);
    if (value == null) {
      return otherwise;
    }
    for (E one : accepted) {
      if (one.label().equals(value.textValue())) {
        return one;
      }
    }
    throw new InvalidSettingsException(
        key, value, "one of " + accepted.stream().map(E::label).sorted().collect(joining(", ")));
  }

  Map<Bookmaker, Double> weights(String key, Map<Bookmaker, Double> otherwise)
      throws InvalidSettingsException {
    JsonNode value = json.get(key);
    if (value == null) {
      return otherwise;
    }
    if (!value.isObject() || value.isEmpty()) {
      throw new InvalidSettingsException(key, value, "an object of bookmaker and weight");
    }
    Map<Bookmaker, Double> weights = new TreeMap<>();
    for (Map.Entry<String, JsonNode> entry : value.properties()) {
      double weight = entry.getValue().doubleValue();
      if (!entry.getValue().isNumber() || !(weight > 0) || Double.isInfinite(weight)) {
        throw new InvalidSettingsException(
            key + "." + entry.getKey(), entry.getValue(), "a finite number above 0");
      }
      try {
        weights.put(new Bookmaker(entry.getKey()), weight);
      } catch (InvalidOddsException e) {
        throw new InvalidSettingsException(key, value, "a bookmaker's key: " + e.getMessage());
      }
    }
    return weights;
  }

  Duration duration(String key, Duration otherwise) throws InvalidSettingsException {
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

  int atLeastOne(String key, int otherwise) throws InvalidSettingsException {
    JsonNode value = json.get(key);
    if (value == null) {
      return otherwise;
    }
    if (!value.isInt() || value.intValue() < 1) {
      throw new InvalidSettingsException(key, value, "a whole number from 1");
    }
    return value.intValue();
  }

  double positive(String key, double otherwise) throws InvalidSettingsException {
    return number(key, otherwise, v -> v > 0, "a fraction above 0");
  }

  double share(String key, double otherwise) throws InvalidSettingsException {
    return number(key, otherwise, v -> v >= 0 && v <= 1, "a fraction from 0 to 1");
  }

  double money(String key, double otherwise) throws InvalidSettingsException {
    return number(
        key, otherwise, v -> v >= 0 && Double.isFinite(v), "an amount of money, a number from 0");
  }

  /** 1 - 1/S is below 1 whatever S is. */
  double hold(String key, double otherwise) throws InvalidSettingsException {
    return number(key, otherwise, v -> v >= -1 && v <= 1, "a fraction from -1 to 1, such as 0.1");
  }

  double odds(String key, double otherwise) throws InvalidSettingsException {
    return number(
        key, otherwise, v -> v >= 1 && Double.isFinite(v), "decimal odds, a number from 1");
  }

  private double number(String key, double otherwise, DoublePredicate accepted, String form)
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
