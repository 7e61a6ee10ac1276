package io.betintel.ev.rollout;

import io.betintel.ev.bettype.Shape;
import io.betintel.ev.migrations.NewBetType;
import io.betintel.ev.odds.BetType;
import io.betintel.ev.odds.InvalidOddsException;
import io.betintel.ev.ops.ConfigException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;

/** The bet types to add, completed from what was asked for. */
public final class Requested {
  private Requested() {}

  /** As {@link #of(List, String, Shape, boolean, Map)}, with nothing known beside the names. */
  public static List<NewBetType> of(List<String> names, String title, Shape shape) {
    return of(names, title, shape, false, Map.of());
  }

  /**
   * @param title for a single bet type; null for a title from its name
   * @param shape for all of them; null for the shape that the feed documents
   * @param asSpelled whether names that resemble a documented one are meant as they are
   * @param proposed by name, what was deduced where the documentation says nothing
   * @throws ConfigException for an invalid name, one that looks misspelled, or an unknown shape
   */
  public static List<NewBetType> of(
      List<String> names,
      String title,
      Shape shape,
      boolean asSpelled,
      Map<String, Proposal> proposed) {
    if (title != null && names.size() > 1) {
      throw new ConfigException(
          "--title is for one bet type: leave it out and set titles with bet-types set NAME"
              + " title=TEXT");
    }
    if (title != null && title.isBlank()) {
      throw new ConfigException("--title is blank: accepted is any other text");
    }
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
      Proposal proposal = proposed.getOrDefault(name, Proposal.of(name, List.of()));
      if (!asSpelled && proposal.meant().isPresent()) {
        throw new ConfigException(
            name
                + " is no market of The Odds API: did you mean "
                + proposal.meant().get()
                + "? If it is right, add --as-spelled: a name is permanent");
      }
      betTypes.add(
          new NewBetType(
              name,
              title == null ? proposal.title() : title.strip(),
              (shape == null ? proposal.shape().orElseThrow(() -> unknownShape(name)) : shape)
                  .label()));
    }
    return betTypes;
  }

  private static ConfigException unknownShape(String name) {
    return new ConfigException(
        "The shape of "
            + name
            + " is not known: give --shape, one of winner, over_under, spread, yes_no, n_way;"
            + " or, stored and never priced, lay, over_only, dfs, various");
  }

  /**
   * For what needs nothing but names.
   *
   * @throws ConfigException for an invalid name
   */
  public static List<String> names(List<String> names) {
    names.forEach(Requested::valid);
    return List.copyOf(new LinkedHashSet<>(names));
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
}
