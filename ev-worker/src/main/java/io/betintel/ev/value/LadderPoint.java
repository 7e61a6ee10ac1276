package io.betintel.ev.value;

import io.betintel.ev.bettype.BetTypeSettings;
import io.betintel.ev.market.Line;
import io.betintel.ev.odds.Bookmaker;
import io.betintel.ev.pricing.Consensus;
import io.betintel.ev.pricing.FairPrice;
import io.betintel.ev.pricing.ReferenceQuote;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;

/**
 * What the references of one line say, as a point of its ladder. A price that is itself estimated
 * is no point.
 */
final class LadderPoint {
  private final double threshold;
  private final List<Bookmaker> references;

  /** That the result is above. */
  private final double above;

  /** The same without the reference at that place; null if there is only one. */
  private final double[] without;

  /** Milliseconds since the epoch. */
  private final long until;

  private LadderPoint(
      double threshold, List<Bookmaker> references, double above, double[] without, long until) {
    this.threshold = threshold;
    this.references = references;
    this.above = above;
    this.without = without;
    this.until = until;
  }

  /**
   * @return null if references do not quote the line, or the line's shape has no thresholds
   */
  static LadderPoint of(Line line, Consensus consensus, BetTypeSettings settings) {
    FairPrice all = consensus.price().orElse(null);
    if (all == null || line.point() == null) {
      return null;
    }
    List<ReferenceQuote> quotes = consensus.references();
    double[] without = quotes.size() == 1 ? null : new double[quotes.size()];
    Instant until = Instant.MAX;
    for (int i = 0; i < quotes.size(); i++) {
      ReferenceQuote quote = quotes.get(i);
      if (without != null) {
        FairPrice others = consensus.priceWithout(quote.bookmaker()).orElse(null);
        without[i] = others == null ? Double.NaN : others.probability(0);
      }
      Instant stale = line.marketTime().minus(quote.age()).plus(settings.referenceAge());
      until = stale.isBefore(until) ? stale : until;
    }
    return new LadderPoint(
        LineLadder.threshold(line),
        all.references(),
        all.probability(0),
        without,
        until.toEpochMilli());
  }

  double threshold() {
    return threshold;
  }

  /** By key. */
  List<Bookmaker> references() {
    return references;
  }

  /** When the first of the references' quotes is too old, in milliseconds since the epoch. */
  long until() {
    return until;
  }

  /**
   * That the result is above the threshold, by the references other than one.
   *
   * @param out the one; null for none
   * @return NaN if the others are too few
   */
  double above(Bookmaker out) {
    int place = out == null ? -1 : references.indexOf(out);
    if (place < 0) {
      return above;
    }
    return without == null ? Double.NaN : without[place];
  }

  /** How many references say so. */
  int books(Bookmaker out) {
    boolean one = out != null && references.contains(out);
    return one ? references.size() - 1 : references.size();
  }

  /** Whether it says the same, until whenever. */
  boolean saysAs(LadderPoint other) {
    return other != null
        && threshold == other.threshold
        && above == other.above
        && references.equals(other.references)
        && Arrays.equals(without, other.without);
  }
}
