package io.betintel.ev.bettype;

import java.util.Collections;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Which markets of an event share a bet type's ladder, and how results are distributed by sport.
 *
 * @param family bet types of one family form one ladder, such as {@code spreads} and {@code
 *     alternate_spreads}; null if the bet type is part of no ladder
 * @param models by sport key or a part of it up to an underscore: {@code icehockey} holds for
 *     {@code icehockey_nhl} unless that has a model of its own
 */
public record LadderSettings(String family, SortedMap<String, LadderModel> models) {
  /** Of a bet type whose points are priced each by itself. */
  public static final LadderSettings NONE = new LadderSettings(null, new TreeMap<>());

  public LadderSettings {
    models = Collections.unmodifiableSortedMap(new TreeMap<>(models));
  }

  /**
   * The model that holds for a sport.
   *
   * @param sportKey such as {@code americanfootball_nfl}
   * @return empty if the bet type is part of no ladder, or nothing is known of the sport
   */
  public Optional<LadderModel> model(String sportKey) {
    if (family == null) {
      return Optional.empty();
    }
    String key = sportKey;
    while (true) {
      LadderModel model = models.get(key);
      if (model != null) {
        return Optional.of(model);
      }
      int end = key.lastIndexOf('_');
      if (end < 1) {
        return Optional.empty();
      }
      key = key.substring(0, end);
    }
  }
}
