package io.betintel.ev.value;

import io.betintel.ev.bettype.LadderModel;
import io.betintel.ev.ladder.Ladder;
import io.betintel.ev.ladder.Rung;
import io.betintel.ev.market.FewMap;
import io.betintel.ev.odds.Bookmaker;
import io.betintel.ev.odds.LineId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * The points of one ladder of an event that references quote, in all bet types of the family, and
 * the lines whose prices rest on them. Points of one threshold are combined in the order of their
 * lines' ids, so that the same quotes give the same bits. Mutable, for one thread.
 */
final class FamilyLadder {
  private static final Comparator<Map.Entry<LineId, LadderPoint>> IN_ORDER =
      Comparator.comparingDouble(
              (Map.Entry<LineId, LadderPoint> entry) -> entry.getValue().threshold())
          .thenComparing(Map.Entry::getKey);

  private final Map<LineId, LadderPoint> points = new FewMap<>();
  private final Set<LineId> leaning = Collections.newSetFromMap(new FewMap<>());

  /** What was asked since the points changed; a handful. */
  private final List<View> views = new ArrayList<>(1);

  /** The bookmakers behind the points, a handful; null until they are asked for. */
  private List<Bookmaker> references;

  /** When the first quote is too old; null until it is asked for. */
  private Instant until;

  /** How many lines are points of it, whether references quote them or not. */
  private int lines;

  /** Whether another fair price may follow since {@link #settle}. */
  private boolean changed;

  private Instant settled = Instant.MAX;

  /**
   * Takes what references say at a line in place of what they said.
   *
   * @param point null for nothing
   */
  void put(LineId line, LadderPoint point) {
    LadderPoint before = point == null ? points.remove(line) : points.put(line, point);
    if (before == null && point == null) {
      return;
    }
    if (point == null || !point.saysAs(before)) {
      changed = true;
      views.clear();
      references = null;
    }
    until = null;
  }

  /** One more line, or one less. */
  void count(int more) {
    lines += more;
  }

  boolean isUnused() {
    return lines == 0;
  }

  /** The lines with a point of which a quote is too old then. */
  List<LineId> staleAt(Instant time) {
    if (!time.isAfter(until())) {
      return List.of();
    }
    List<LineId> stale = new ArrayList<>();
    long millis = time.toEpochMilli();
    points.forEach(
        (line, point) -> {
          if (millis > point.until()) {
            stale.add(line);
          }
        });
    return stale;
  }

  /** Notes whether the line's price rests on the ladder. */
  void lean(LineId line, boolean leans) {
    if (leans) {
      leaning.add(line);
    } else {
      leaning.remove(line);
    }
  }

  Set<LineId> leaning() {
    return leaning;
  }

  /** Whether a price rests on it: until one does, its points may be of an earlier time. */
  boolean carries() {
    return !leaning.isEmpty();
  }

  /** When the first quote is too old; {@link Instant#MAX} without points. */
  Instant until() {
    if (until == null) {
      long first = Long.MAX_VALUE;
      for (LadderPoint each : points.values()) {
        first = Math.min(first, each.until());
      }
      until = points.isEmpty() ? Instant.MAX : Instant.ofEpochMilli(first);
    }
    return until;
  }

  /** Whether points say something else since the last {@link #settle}. */
  boolean changed() {
    return changed;
  }

  /** What {@link #until} was at the last call; from now on it is that of now. */
  Instant settle() {
    Instant before = settled;
    settled = until();
    changed = false;
    return before;
  }

  /**
   * The ladder by the references other than one.
   *
   * @param without null for none
   */
  View without(LadderModel model, Bookmaker without) {
    Bookmaker out = without != null && isReference(without) ? without : null;
    for (View view : views) {
      if (view.isOf(model, out)) {
        return view;
      }
    }
    View view = view(model, out);
    views.add(view);
    return view;
  }

  private boolean isReference(Bookmaker bookmaker) {
    if (references == null) {
      Set<Bookmaker> behind = new TreeSet<>();
      points.values().forEach(point -> behind.addAll(point.references()));
      references = List.copyOf(behind);
    }
    return references.contains(bookmaker);
  }

  private View view(LadderModel model, Bookmaker without) {
    List<Rung> rungs = new ArrayList<>(points.size());
    SortedSet<Bookmaker> references = new TreeSet<>();
    for (LadderPoint point : inOrder()) {
      double above = point.above(without);
      if (above > 0 && above < 1) {
        rungs.add(new Rung(point.threshold(), above, point.books(without)));
        references.addAll(point.references());
      }
    }
    if (without != null) {
      references.remove(without);
    }
    return new View(
        model, without, rungs.isEmpty() ? null : Ladder.of(model, rungs), List.copyOf(references));
  }

  private List<LadderPoint> inOrder() {
    List<Map.Entry<LineId, LadderPoint>> entries = new ArrayList<>(points.entrySet());
    entries.sort(IN_ORDER);
    List<LadderPoint> inOrder = new ArrayList<>(entries.size());
    entries.forEach(entry -> inOrder.add(entry.getValue()));
    return inOrder;
  }

  /**
   * The ladder without one of its references.
   *
   * @param ladder null without any point
   * @param references those behind it, by key
   */
  record View(LadderModel model, Bookmaker without, Ladder ladder, List<Bookmaker> references) {
    private boolean isOf(LadderModel otherModel, Bookmaker otherWithout) {
      return model.equals(otherModel)
          && (without == null ? otherWithout == null : without.equals(otherWithout));
    }
  }
}
