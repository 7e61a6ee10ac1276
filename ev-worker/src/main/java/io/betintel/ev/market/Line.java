package io.betintel.ev.market;

import io.betintel.ev.bettype.Shape;
import io.betintel.ev.odds.LineId;
import io.betintel.ev.odds.SportingEvent;
import java.time.Instant;
import java.util.List;

/**
 * One line of a market with every bookmaker's quote.
 *
 * @param event as the newest snapshot of the market describes it
 * @param description the player or team of a prop; null if absent
 * @param point the home side's handicap, or the total; null if absent
 * @param fit whether the outcomes are those of the shape
 * @param outcomes mutually exclusive: home then away, Over then Under, Yes then No, Draw last,
 *     others by name
 * @param quotes by bookmaker's key
 * @param others whether something else than the outcomes can happen
 * @param marketTime the greatest record timestamp among the market's snapshots; freshness is judged
 *     by it
 */
public record Line(
    LineId id,
    SportingEvent event,
    Shape shape,
    Fit fit,
    String description,
    Double point,
    List<OutcomeKey> outcomes,
    List<Quote> quotes,
    OtherResults others,
    Instant marketTime) {

  public Line {
    outcomes = List.copyOf(outcomes);
    quotes = List.copyOf(quotes);
  }

  /** The same quotes, judged by another time. */
  public Line at(Instant time) {
    return new Line(id, event, shape, fit, description, point, outcomes, quotes, others, time);
  }

  /** The same line with other quotes. */
  public Line with(List<Quote> otherQuotes) {
    return new Line(
        id, event, shape, fit, description, point, outcomes, otherQuotes, others, marketTime);
  }

  /**
   * Whether the shape alone names the sides, such as Over and Under; false for a field, whose
   * outcomes are the participants.
   */
  public boolean hasNamedSides() {
    return switch (shape) {
      case OVER_UNDER, SPREAD, YES_NO -> true;
      case WINNER, LAY -> event.homeTeam() != null && event.awayTeam() != null;
      case N_WAY, OVER_ONLY, DFS, VARIOUS -> false;
    };
  }

  /** How a line's outcomes fit its bet type's shape. */
  public enum Fit {
    /** All sides of the shape are there. */
    WHOLE,
    /** No bookmaker quotes one of the sides. */
    PARTIAL,
    /** The outcomes contradict the shape at every bookmaker. */
    CONTRADICTION
  }
}
