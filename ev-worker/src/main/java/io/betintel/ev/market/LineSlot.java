package io.betintel.ev.market;

import io.betintel.ev.bettype.Shape;
import io.betintel.ev.odds.LineId;
import io.betintel.ev.odds.SportingEvent;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * A line's identity and its sides, without any price.
 *
 * @param description the player or team of a prop; null if absent
 * @param point the home side's handicap, or the total; null if absent
 * @param outcomeSet names that distinguish the line from others of the same description and point;
 *     empty if there can be no other
 * @param outcomes the line's sides in order; empty if every quoted name is one
 * @param hash of the id's text: kept here, since it is asked for each line that a quote confirms
 */
public record LineSlot(
    LineId id,
    Shape shape,
    String description,
    Double point,
    SortedSet<String> outcomeSet,
    List<OutcomeKey> outcomes,
    Line.Fit fit,
    int hash) {
  static final SortedSet<String> NO_NAMES = Collections.unmodifiableSortedSet(new TreeSet<>());

  /** The line without any price. */
  public Line withoutQuotes(SportingEvent event, Instant marketTime) {
    return new Line(
        id,
        event,
        shape,
        fit,
        description,
        point,
        outcomes,
        List.of(),
        OtherResults.NONE,
        marketTime);
  }

  /** One market's slots are told apart by their ids. */
  @Override
  public boolean equals(Object other) {
    return this == other
        || (other instanceof LineSlot slot && id.equals(slot.id) && shape == slot.shape);
  }

  @Override
  public int hashCode() {
    return id.hashCode();
  }
}
