package io.betintel.ev.priced;

import io.betintel.ev.bettype.Label;

/**
 * How near a fair price is to what references quote.
 *
 * @param distance from the line's point to the nearest one that references quote, in points; 0 if
 *     that is the line's; null if an older build did not say
 * @param standardError of the fair probability, as found on odds that the model had not seen; null
 *     where no error is known
 */
public record Nearness(Label<PriceSource> source, Double distance, Double standardError) {
  /** Of a price that references quote, whose error is unknown. */
  public static final Nearness QUOTED = new Nearness(PriceSource.QUOTED, 0.0, null);
}
