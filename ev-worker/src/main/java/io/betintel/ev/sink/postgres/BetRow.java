package io.betintel.ev.sink.postgres;

import io.betintel.ev.linejson.LineJson;
import io.betintel.ev.priced.Nearness;
import io.betintel.ev.priced.Offer;
import io.betintel.ev.priced.PricedLine;
import io.betintel.ev.priced.PricedLine.PricedOutcome;
import io.betintel.ev.sink.VersionedLine;
import java.util.function.Function;

/**
 * A row of {@code bets}: a line's outcome. What belongs to the whole line, arbitrage and middles,
 * is on the row of the first outcome, so that it shares the row's version and closing.
 *
 * @param outcome null for a line that closes its rows
 * @param references the line's, as JSON: written once for all its rows; null with the outcome
 * @param json writes the row's other JSON; null with the outcome
 */
record BetRow(VersionedLine versioned, PricedOutcome outcome, String references, LineJson json) {

  PricedLine line() {
    return versioned.line();
  }

  @SuppressWarnings("ReferenceEquality") // the line's own outcome
  boolean isFirst() {
    return line().outcomes().get(0) == outcome;
  }

  /** A field of the best offer; null if there is no such offer. */
  Object best(Function<Offer, Object> field) {
    return outcome.best() == null ? null : field.apply(outcome.best());
  }

  /** A field of the offer with the highest price; null if there is no such offer. */
  Object top(Function<Offer, Object> field) {
    return outcome.top() == null ? null : field.apply(outcome.top());
  }

  /** A field of the line's nearness; null without one. */
  Object nearness(Function<Nearness, Object> field) {
    return line().nearness() == null ? null : field.apply(line().nearness());
  }

  /** A field of the best offer's value; null if there is no such offer. */
  Object value(Function<Offer.Value, Object> field) {
    return outcome.best() == null || outcome.best().value() == null
        ? null
        : field.apply(outcome.best().value());
  }
}
