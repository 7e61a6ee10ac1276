package io.betintel.ev.market;

import io.betintel.ev.bettype.Shape;
import io.betintel.ev.odds.LineId;
import io.betintel.ev.odds.MarketId;
import io.betintel.ev.odds.MarketSnapshot;
import io.betintel.ev.odds.Outcome;
import io.betintel.ev.odds.SportingEvent;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Says to which line of one market an outcome belongs. Each line's slot is made once, however often
 * it is quoted. For one thread. Not final: a test has it fail.
 */
class LinePlacing {
  private static final List<String> OVER_UNDER = List.of("Over", "Under");
  private static final List<String> YES_NO = List.of("Yes", "No");

  private final MarketId market;
  private final Shape shape;
  private final String home;
  private final String away;
  private final Map<Key, LineSlot> slots = new FewMap<>();

  /**
   * @param event of the whole market: its teams are the sides
   */
  LinePlacing(MarketId market, Shape shape, SportingEvent event) {
    this.market = market;
    this.shape = shape;
    this.home = event.homeTeam();
    this.away = event.awayTeam();
  }

  /** Whether outcomes have the same places by this shape and event. */
  boolean isFor(Shape other, SportingEvent event) {
    return shape == other
        && Objects.equals(home, event.homeTeam())
        && Objects.equals(away, event.awayTeam());
  }

  /** Says which lines the snapshot quotes, and how. */
  Placed place(MarketSnapshot snapshot) {
    return switch (shape) {
      case WINNER, LAY, N_WAY -> bySet(snapshot);
      case OVER_UNDER, YES_NO, SPREAD, OVER_ONLY, DFS, VARIOUS -> each(snapshot);
    };
  }

  /** The line is gone: its slot is made again if it comes back. */
  void forget(LineSlot slot) {
    slots.remove(new Key(slot.description(), slot.point(), slot.outcomeSet()));
  }

  /** Each outcome is a side of the line with its description and point. */
  private Placed each(MarketSnapshot snapshot) {
    Map<LineSlot, QuoteBuilder> builders = new LinkedHashMap<>();
    List<Outcome> foreign = new ArrayList<>(0);
    LineSlot[] slots = new LineSlot[snapshot.outcomes().size()];
    QuoteBuilder builder = null;
    for (int i = 0; i < slots.length; i++) {
      Outcome outcome = snapshot.outcomes().get(i);
      LineSlot slot = slot(outcome);
      slots[i] = slot;
      boolean fits = slot.fit() == Line.Fit.WHOLE;
      if (i == 0 || !slot.equals(slots[i - 1])) { // mostly the sides of a line are neighbours
        builder = builder(builders, slot);
      }
      builder.add(outcome, fits);
      if (!fits) {
        foreign.add(outcome);
      }
    }
    if (!foreign.isEmpty()) {
      builders.forEach(
          (slot, its) -> {
            if (foreign.stream().anyMatch(third -> isBeside(third, slot))) {
              its.fitsNot();
            }
          });
    }
    return new Placed(builders, slots);
  }

  /** One line per description; the names that are quoted together are its identity. */
  private Placed bySet(MarketSnapshot snapshot) {
    Map<String, List<Outcome>> byDescription = new LinkedHashMap<>();
    for (Outcome outcome : snapshot.outcomes()) {
      byDescription.computeIfAbsent(outcome.description(), d -> new ArrayList<>(3)).add(outcome);
    }
    Map<LineSlot, QuoteBuilder> builders = new LinkedHashMap<>();
    byDescription.forEach(
        (description, outcomes) -> {
          SortedSet<String> names = new TreeSet<>();
          boolean points = false;
          for (Outcome outcome : outcomes) {
            names.add(outcome.name());
            points |= outcome.point() != null;
          }
          LineSlot slot = setSlot(description, names);
          boolean fits = !points && slot.fit() != Line.Fit.CONTRADICTION;
          QuoteBuilder builder = builder(builders, slot);
          outcomes.forEach(outcome -> builder.add(outcome, fits));
        });
    return new Placed(builders, Placed.BY_SET);
  }

  private static QuoteBuilder builder(Map<LineSlot, QuoteBuilder> builders, LineSlot slot) {
    return builders.computeIfAbsent(slot, QuoteBuilder::new);
  }

  /**
   * Whether the outcome is a third result beside the two sides of a point, such as the draw of a
   * three-way handicap: its bookmaker's prices for the sides are those of another bet.
   */
  private static boolean isBeside(Outcome third, LineSlot slot) {
    if (slot.fit() == Line.Fit.CONTRADICTION
        || slot.outcomes().stream().anyMatch(one -> one.name().equals(third.name()))
        || !Objects.equals(slot.description(), third.description())) {
      return false;
    }
    if (third.point() == null || slot.point() == null) {
      return Objects.equals(third.point(), slot.point()) || Draws.isNamed(third.name());
    }
    return Math.abs(third.point()) == Math.abs(slot.point());
  }

  private LineSlot slot(Outcome outcome) {
    return switch (shape) {
      case OVER_UNDER -> twoSided(outcome, OVER_UNDER, true);
      case YES_NO -> twoSided(outcome, YES_NO, false);
      case SPREAD -> spread(outcome);
      case OVER_ONLY, DFS, VARIOUS ->
          slot(outcome.description(), outcome.point(), List.of(), Line.Fit.WHOLE);
      case WINNER, LAY, N_WAY ->
          throw new IllegalStateException(shape + ": a line is a set of outcomes");
    };
  }

  private LineSlot twoSided(Outcome outcome, List<String> sides, boolean needsPoint) {
    return sides.contains(outcome.name()) && needsPoint == (outcome.point() != null)
        ? slot(outcome.description(), outcome.point(), sides, Line.Fit.WHOLE)
        : contradiction(outcome);
  }

  /** Home at p and away at -p are one line. Its point is the home side's. */
  private LineSlot spread(Outcome outcome) {
    boolean homes = outcome.name().equals(home);
    boolean aways = outcome.name().equals(away);
    if (homes == aways || outcome.point() == null) {
      return contradiction(outcome);
    }
    Double point = positiveZero(homes ? outcome.point() : -outcome.point());
    return slot(outcome.description(), point, null, Line.Fit.WHOLE);
  }

  /**
   * @param sides the outcomes' names, each at the point; null for home and away
   */
  private LineSlot slot(String description, Double point, List<String> sides, Line.Fit fit) {
    Key key = new Key(description, point, LineSlot.NO_NAMES);
    LineSlot slot = slots.get(key);
    if (slot == null) {
      List<OutcomeKey> outcomes =
          sides == null
              ? List.of(new OutcomeKey(home, point), new OutcomeKey(away, positiveZero(-point)))
              : sides.stream().map(side -> new OutcomeKey(side, point)).toList();
      slot = made(key, outcomes, fit);
    }
    return slot;
  }

  private LineSlot contradiction(Outcome outcome) {
    SortedSet<String> name = new TreeSet<>(List.of(outcome.name()));
    Key key = new Key(outcome.description(), outcome.point(), name);
    LineSlot slot = slots.get(key);
    return slot == null ? made(key, List.of(), Line.Fit.CONTRADICTION) : slot;
  }

  private LineSlot setSlot(String description, SortedSet<String> names) {
    Key key = new Key(description, null, names);
    LineSlot slot = slots.get(key);
    return slot == null ? made(key, inOrder(names), fit(names)) : slot;
  }

  private LineSlot made(Key key, List<OutcomeKey> outcomes, Line.Fit fit) {
    LineId id = LineId.of(market, key.description(), key.point(), key.names());
    LineSlot slot =
        new LineSlot(
            id,
            shape,
            key.description(),
            key.point(),
            key.names(),
            outcomes,
            fit,
            id.text().hashCode());
    slots.put(key, slot);
    return slot;
  }

  private Line.Fit fit(SortedSet<String> names) {
    if (shape == Shape.N_WAY || home == null || away == null) {
      return names.size() < 2 ? Line.Fit.PARTIAL : Line.Fit.WHOLE;
    }
    for (String name : names) {
      if (!name.equals(home) && !name.equals(away) && !name.equals(Draws.DRAW)) {
        return Line.Fit.CONTRADICTION;
      }
    }
    return names.contains(home) && names.contains(away) ? Line.Fit.WHOLE : Line.Fit.PARTIAL;
  }

  private List<OutcomeKey> inOrder(SortedSet<String> names) {
    Comparator<String> order =
        Comparator.comparingInt(this::order).thenComparing(Comparator.naturalOrder());
    return names.stream().sorted(order).map(name -> new OutcomeKey(name, null)).toList();
  }

  private int order(String name) {
    if (name.equals(home)) {
      return 0;
    }
    if (name.equals(away)) {
      return 1;
    }
    return name.equals(Draws.DRAW) ? 3 : 2;
  }

  private static double positiveZero(double point) {
    return point == 0 ? 0.0 : point;
  }

  /**
   * Where a snapshot's outcomes belong.
   *
   * @param lines those it quotes, in the order of its outcomes, and how
   * @param slots the line of each outcome; {@link #BY_SET} if that depends on the other outcomes
   */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record Placed(Map<LineSlot, QuoteBuilder> lines, LineSlot[] slots) {
    static final LineSlot[] BY_SET = {};
  }

  /**
   * What makes a line another one.
   *
   * @param names see {@link LineSlot#outcomeSet}
   */
  private record Key(String description, Double point, SortedSet<String> names) {
    @Override
    public boolean equals(Object other) {
      return other instanceof Key key
          && Objects.equals(point, key.point)
          && Objects.equals(description, key.description)
          && names.equals(key.names);
    }

    /** Without the names: most lines have none, and few differ by them alone. */
    @Override
    public int hashCode() {
      return 31 * Objects.hashCode(point) + Objects.hashCode(description);
    }
  }
}
