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

  /** That the result is above, without the reference at that place, the last with all. */
  private final double[] above;

  private final Instant until;

  private LadderPoint(double threshold, List<Bookmaker> references, double[] above, Instant until) {
    this.threshold = threshold;
    this.references = references;
    this.above = above;
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
    double[] above = new double[quotes.size() + 1];
    Instant until = Instant.MAX;
    for (int i = 0; i < quotes.size(); i++) {
      ReferenceQuote quote = quotes.get(i);
      FairPrice others = consensus.priceWithout(quote.bookmaker()).orElse(null);
      above[i] = others == null ? Double.NaN : others.probability(0);
      Instant stale = line.marketTime().minus(quote.age()).plus(settings.referenceAge());
      until = stale.isBefore(until) ? stale : until;
    }
    above[quotes.size()] = all.probability(0);
    return new LadderPoint(LineLadder.threshold(line), all.references(), above, until);
  }

  double threshold() {
    return threshold;
  }

  /** By key. */
  List<Bookmaker> references() {
    return references;
  }

  /** When the first of the references' quotes is too old. */
  Instant until() {
    return until;
  }

  /**
   * That the result is above the threshold, by the references other than one.
   *
   * @param without null for none
   * @return NaN if the others are too few
   */
  double above(Bookmaker without) {
    int place = without == null ? -1 : references.indexOf(without);
    return above[place < 0 ? references.size() : place];
  }

  /** How many references say so. */
  int books(Bookmaker without) {
    boolean one = without != null && references.contains(without);
    return one ? references.size() - 1 : references.size();
  }

  /** Whether it says the same, until whenever. */
  boolean saysAs(LadderPoint other) {
    return other != null
        && threshold == other.threshold
        && references.equals(other.references)
        && Arrays.equals(above, other.above);
  }
}
