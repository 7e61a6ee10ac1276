package io.betintel.ev.bettype;

import java.util.Map;
import java.util.SortedMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Ladder models as JSON on one line, as the setting {@code ladder_models} takes them. */
public final class LadderText {
  private LadderText() {}

  /** An object of sport and model. */
  public static String json(SortedMap<String, LadderModel> models) {
    return object(models, sport -> sport, LadderText::json);
  }

  /** One model; leaves out what is 0 or empty. */
  public static String json(LadderModel model) {
    StringBuilder json = new StringBuilder("{\"form\": \"" + model.form().label() + '"');
    if (model.form() != LadderForm.POISSON) {
      json.append(", \"scale\": ").append(SettingsText.number(model.scale()));
    }
    if (model.growth() != 0) {
      json.append(", \"growth\": ").append(SettingsText.number(model.growth()));
    }
    if (!model.keyNumbers().isEmpty()) {
      json.append(", \"key_numbers\": ")
          .append(object(model.keyNumbers(), String::valueOf, SettingsText::number));
    }
    json.append(", \"distance_limit\": ")
        .append(SettingsText.number(model.distanceLimit()))
        .append(", \"errors\": ")
        .append(object(model.errors(), SettingsText::number, SettingsText::number))
        .append(", \"tail\": ")
        .append(SettingsText.number(model.tail()));
    if (model.uneven() != 0) {
      json.append(", \"uneven\": ").append(SettingsText.number(model.uneven()));
    }
    if (model.smoothing() != 0) {
      json.append(", \"smoothing\": ").append(SettingsText.number(model.smoothing()));
    }
    if (model.leaning() != 0) {
      json.append(", \"leaning\": ").append(SettingsText.number(model.leaning()));
    }
    return json.append('}').toString();
  }

  private static <K, V> String object(
      Map<K, V> of, Function<K, String> key, Function<V, String> value) {
    return of.entrySet().stream()
        .map(entry -> '"' + key.apply(entry.getKey()) + "\": " + value.apply(entry.getValue()))
        .collect(Collectors.joining(", ", "{", "}"));
  }
}
