package io.betintel.bench.load;

import io.betintel.ev.odds.BetType;
import io.betintel.ev.odds.Bookmaker;
import io.betintel.ev.odds.Outcome;
import io.betintel.ev.odds.SportingEvent;
import java.util.List;
import java.util.function.ToIntFunction;

/**
 * Odds events in the wire format, some ten times as fast as the product's encoder, which goes by
 * the registry's schema: outcomes are written once and used again. A test compares the bytes. For
 * one thread.
 */
final class WireWriter {
  private final int schemaId;
  private final ToIntFunction<BetType> symbol;
  private final AvroBytes out = new AvroBytes();

  /**
   * @param symbol the position of a bet type in the registry's enum
   */
  WireWriter(int schemaId, ToIntFunction<BetType> symbol) {
    this.schemaId = schemaId;
    this.symbol = symbol;
  }

  /** The array of outcomes, for {@link #event}. */
  byte[] outcomes(List<Outcome> outcomes) {
    out.reset();
    if (!outcomes.isEmpty()) {
      out.number(outcomes.size());
    }
    for (Outcome outcome : outcomes) {
      out.text(outcome.name());
      out.optional(outcome.description());
      out.optional(outcome.point());
      out.real(outcome.price());
      out.optional(outcome.link());
      out.optional(outcome.betLimit());
    }
    out.raw(0);
    return out.toArray();
  }

  /**
   * @param outcomes what {@link #outcomes} wrote
   * @param lastUpdate milliseconds since the epoch
   * @param link of the market; null if absent
   */
  byte[] event(
      SportingEvent event,
      BetType betType,
      Bookmaker bookmaker,
      byte[] outcomes,
      long lastUpdate,
      String link) {
    out.reset();
    out.raw(0);
    out.id(schemaId);
    out.text(event.id());
    out.text(event.sportKey());
    out.number(event.commenceTime().toEpochMilli());
    out.optional(event.homeTeam());
    out.optional(event.awayTeam());
    out.text(bookmaker.key());
    out.number(symbol.applyAsInt(betType));
    out.raw(outcomes);
    out.number(lastUpdate);
    out.optional(link);
    return out.toArray();
  }
}
