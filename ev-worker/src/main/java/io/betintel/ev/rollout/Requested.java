package io.betintel.ev.rollout;

import io.betintel.ev.bettype.Shape;
import io.betintel.ev.migrations.NewBetType;
import io.betintel.ev.odds.BetType;
import io.betintel.ev.odds.InvalidOddsException;
import io.betintel.ev.ops.ConfigException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The bet types to add, completed from what was asked for. */
public final class Requested {
  private Requested() {}

  /**
   * @param title for a single bet type; null for its name in words
   * @param shape for all of them; null for the shape that the feed documents
   * @throws ConfigException for an invalid name or an unknown shape
   */
  public static List<NewBetType> of(List<String> names, String title, Shape shape) {
    if (title != null && names.size() > 1) {
      throw new ConfigException(
          "--title is for one bet type: leave it out and set titles with bet-types set NAME"
              + " title=TEXT");
    }
    if (title != null && title.isBlank()) {
      throw new ConfigException("--title is blank: accepted is any other text");
    }
    DefaultShapes shapes = DefaultShapes.load();
    Map<String, String> alike = new HashMap<>();
    List<NewBetType> betTypes = new ArrayList<>();
    for (String name : names) {
      valid(name);
      String twin = alike.put(BetType.likeness(name), name);
      if (twin != null) {
        throw new ConfigException(
            twin.equals(name)
                ? name + " is given twice"
                : twin + " and " + name + " differ only by underscores: give one of them");
      }
      Shape known = shape == null ? shapes.of(name).orElse(null) : shape;
      if (known == null) {
        throw new ConfigException(
            "The shape of "
                + name
                + " is not known: give --shape, one of winner, over_under, spread, yes_no, n_way;"
                + " or, stored and never priced, lay, over_only, dfs, various");
      }
      betTypes.add(
          new NewBetType(name, title == null ? words(name) : title.strip(), known.label()));
    }
    return betTypes;
  }

  private static void valid(String name) {
    try {
      new BetType(name);
    } catch (InvalidOddsException e) {
      throw new ConfigException(e.getMessage());
    }
    if (NewBetType.PLACEHOLDERS.contains(name)) {
      throw new ConfigException(
          "bet_type is \""
              + name
              + "\": metrics say so of events without a bet type, or of one that the catalogue"
              + " lacks: give another name");
    }
  }

  /** {@code player_steals} is Player steals. */
  private static String words(String name) {
    return Character.toUpperCase(name.charAt(0)) + name.substring(1).replace('_', ' ').strip();
  }
}
