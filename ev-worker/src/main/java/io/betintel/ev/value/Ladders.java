package io.betintel.ev.value;

import io.betintel.ev.bettype.Shape;
import io.betintel.ev.market.FewMap;
import io.betintel.ev.odds.LineId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * The ladders of one event's family, one per description: each player has his own. Mutable, for one
 * thread.
 */
final class Ladders {
  private final Map<Key, FamilyLadder> ladders = new FewMap<>();
  private final Map<LineId, FamilyLadder> byLine = new FewMap<>();

  /** Those on which a price rests; null until there is one: most markets have none. */
  private Set<FamilyLadder> carrying;

  /** Whether there is any: most markets have none. */
  boolean isEmpty() {
    return ladders.isEmpty();
  }

  /** The line's ladder, which is made if it is new. */
  FamilyLadder of(LineId line, String description, Shape shape) {
    FamilyLadder known = byLine.get(line);
    if (known == null) {
      known = ladders.computeIfAbsent(new Key(description, shape), key -> new FamilyLadder());
      known.count(1);
      byLine.put(line, known);
    }
    return known;
  }

  /** Null if the line is no point of one. */
  FamilyLadder of(LineId line) {
    return byLine.get(line);
  }

  /** Whether the price of any line rests on one. */
  boolean carry() {
    return !carrying().isEmpty();
  }

  /** Notes whether the line's price rests on its ladder. */
  void lean(LineId line, boolean leans) {
    FamilyLadder ladder = byLine.get(line);
    if (ladder == null) {
      return; // it is no point any more
    }
    ladder.lean(line, leans);
    if (ladder.carries()) {
      carrying = carrying == null ? Collections.newSetFromMap(new FewMap<>()) : carrying;
      carrying.add(ladder);
    } else if (carrying != null) {
      carrying.remove(ladder);
    }
  }

  private Set<FamilyLadder> carrying() {
    return carrying == null ? Set.of() : carrying;
  }

  /** The lines that are points of the ladder, or would be if references quoted them. */
  @SuppressWarnings("ReferenceEquality") // a ladder has no content of its own
  Collection<LineId> linesOf(FamilyLadder ladder) {
    List<LineId> lines = new ArrayList<>();
    byLine.forEach(
        (line, its) -> {
          if (its == ladder) {
            lines.add(line);
          }
        });
    return lines;
  }

  /** Nobody quotes the line any more. */
  @SuppressWarnings("ReferenceEquality") // a ladder has no content of its own
  void remove(LineId line) {
    if (byLine.containsKey(line)) {
      lean(line, false);
      FamilyLadder ladder = byLine.remove(line);
      ladder.put(line, null);
      ladder.count(-1);
      if (ladder.isUnused()) {
        ladders.values().removeIf(its -> its == ladder);
      }
    }
  }

  /** The lines whose points rest on a quote that is too old then, where a price rests on those. */
  Collection<LineId> staleAt(Instant time) {
    List<LineId> stale = new ArrayList<>(0);
    for (FamilyLadder ladder : carrying()) {
      stale.addAll(ladder.staleAt(time));
    }
    return stale;
  }

  /** The lines whose prices may be others since the last call, by id. */
  Collection<LineId> unsettled(MarketPricing.LineSource lines) {
    TreeSet<LineId> unsettled = new TreeSet<>();
    for (FamilyLadder ladder : carrying()) {
      boolean changed = ladder.changed();
      Instant before = ladder.settle();
      Instant now = ladder.until();
      if (changed) {
        unsettled.addAll(ladder.leaning());
      } else if (!now.equals(before)) {
        for (LineId line : ladder.leaning()) {
          if (before.equals(Instant.MAX) || lines.steps(line, before, now)) {
            unsettled.add(line);
          }
        }
      }
    }
    return unsettled;
  }

  private record Key(String description, Shape shape) {}
}
