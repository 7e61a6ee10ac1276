package io.betintel.ev.audit;

import io.betintel.ev.bettype.Shape;
import java.util.HashMap;
import java.util.Map;

/**
 * A bookmaker's newest snapshot of a market, as the events say.
 *
 * @param lastUpdate milliseconds since the epoch
 * @param suspended whether it quotes nothing
 * @param content see {@link QuoteBytes}
 * @param partition of the record in the input
 * @param offset of the record in the input
 * @param certain false if what no topic keeps decides whether the workers have it
 */
@SuppressWarnings("ArrayRecordComponent") // compared by order, never by equals
record HeldQuote(
    long lastUpdate,
    boolean suspended,
    byte[] content,
    int partition,
    long offset,
    boolean certain) {

  /**
   * Whether it replaces another one: the later update wins; at the same instant a suspension, then
   * the greater content. The same again replaces nothing.
   */
  boolean replaces(HeldQuote present) {
    if (present == null || lastUpdate != present.lastUpdate) {
      return present == null || lastUpdate > present.lastUpdate;
    }
    if (suspended != present.suspended) {
      return suspended;
    }
    return QuoteBytes.compare(content, present.content) > 0;
  }

  /** The bookmaker's offers end a millisecond before a later snapshot that was refused. */
  HeldQuote endedBy(long refused, int refusedPartition, long refusedOffset, boolean sure) {
    HeldQuote end =
        new HeldQuote(refused - 1, true, new byte[0], refusedPartition, refusedOffset, sure);
    return end.replaces(this) ? end : this;
  }

  /** What it quotes; of an outcome that it quotes twice, the lower price. */
  Map<OfferKey, Double> prices(Shape shape) {
    Map<OfferKey, Double> prices = new HashMap<>();
    if (!suspended) {
      for (QuoteBytes.QuotedPrice quoted : QuoteBytes.quotes(content)) {
        prices.merge(
            OfferKey.of(shape, quoted.description(), quoted.name(), quoted.point()),
            quoted.price(),
            Math::min);
      }
    }
    return prices;
  }
}
