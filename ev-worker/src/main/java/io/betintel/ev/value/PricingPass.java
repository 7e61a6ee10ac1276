package io.betintel.ev.value;

import io.betintel.ev.bettype.BetTypeSettings;
import io.betintel.ev.bettype.PricingTerms;
import io.betintel.ev.bettype.Shape;
import io.betintel.ev.market.Line;
import io.betintel.ev.odds.LineId;
import io.betintel.ev.priced.PricedLine;
import io.betintel.ev.pricing.Consensus;
import io.betintel.ev.pricing.ReferenceQuote;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The lines priced in one call, each once. For one thread. */
final class PricingPass {
  private final MarketPricing.LineSource lines;

  /** Most lines have none, and are not asked for it. */
  private final boolean sides;

  private final FeeTable fees;
  private final Ladders ladders;
  private final PricingFailures failures;

  /** What was read of lines before they are priced. */
  private final Map<LineId, Read> read = new HashMap<>(4);

  private final Map<LineId, PricedLine> priced = new LinkedHashMap<>(4);
  private final Set<LineId> exhaustive = new HashSet<>(4);

  PricingPass(
      MarketPricing.LineSource lines, FeeTable fees, Ladders ladders, PricingFailures failures) {
    this.lines = lines;
    this.sides = lines.hasSides();
    this.fees = fees;
    this.ladders = ladders;
    this.failures = failures;
  }

  /** Asks the references of a line what they say, for the others on its ladder. */
  void ask(LineId id) {
    BetTypeSettings settings = lines.terms(id).settings();
    if (settings.ladder().family() == null) {
      return;
    }
    Read now = read(id);
    if (now.consensus != null && LineLadder.isPoint(now.line, settings)) {
      FamilyLadder ladder = ladders.of(id, now.line.description(), now.line.shape());
      ladder.put(id, point(now, settings));
    } else {
      ladders.remove(id);
    }
  }

  /** By the time of all markets: another one may be ahead of the line's own. */
  private LadderPoint point(Read now, BetTypeSettings settings) {
    Instant time = lines.time();
    Duration ahead = Duration.between(now.line.marketTime(), time);
    Duration oldest = settings.referenceAge().minus(ahead);
    for (ReferenceQuote quote : now.consensus.references()) {
      if (quote.age().compareTo(oldest) > 0) {
        Line later = now.line.at(time);
        return LadderPoint.of(later, new Consensus(later, settings), settings);
      }
    }
    return LadderPoint.of(now.line, now.consensus, settings);
  }

  void price(LineId id) {
    if (!priced.containsKey(id)) {
      priced.put(id, priced(id));
    }
  }

  private PricedLine priced(LineId id) {
    PricingTerms terms = lines.terms(id);
    Read now = read(id);
    if (now.consensus == null) {
      failures.failed(id, now.failure);
      return LinePricing.afterError(lines.withoutQuotes(id), terms);
    }
    try {
      Line other = sides ? lines.otherSide(id) : null;
      OtherSide side = OtherSide.of(now.line, other, now.line.shape() == Shape.LAY);
      FamilyLadder family = ladders.of(id);
      LineLadder ladder = LineLadder.of(now.line, terms.settings(), family);
      LinePricing pricing =
          new LinePricing(now.line, consensus(now, side, other, terms), terms, fees, ladder, side);
      PricedLine line = pricing.price();
      if (pricing.exhaustive()) {
        exhaustive.add(id);
      }
      if (ladder != null) {
        family.lean(id, ladder.asked());
      }
      return line;
    } catch (RuntimeException e) {
      failures.failed(id, e);
      return LinePricing.afterError(now.line, terms);
    }
  }

  /** What is laid is worth what those who take it to back say, by the clock of the lay market. */
  private static Consensus consensus(Read now, OtherSide side, Line back, PricingTerms terms) {
    return side.lays() && back != null && back.outcomes().equals(now.line.outcomes())
        ? new Consensus(back.at(now.line.marketTime()), terms.settings())
        : now.consensus;
  }

  private Read read(LineId id) {
    Read known = read.get(id);
    if (known == null) {
      try {
        Line line = lines.line(id);
        known = new Read(line, new Consensus(line, lines.terms(id).settings()), null);
      } catch (RuntimeException e) {
        known = new Read(null, null, e);
      }
      read.put(id, known);
    }
    return known;
  }

  MiddleEnds ends(LineId id) {
    return exhaustive.contains(id)
        ? MiddleEnds.of(priced.get(id), lines.terms(id).settings().limits())
        : null;
  }

  Map<LineId, PricedLine> joined() {
    if (priced.size() < 2) {
      return priced;
    }
    Map<LineId, PricedLine> joined = new LinkedHashMap<>();
    for (PricedLine line :
        Middles.join(
            List.copyOf(priced.values()),
            exhaustive,
            id -> lines.terms(id).settings().limits(),
            failures)) {
      joined.put(line.id(), line);
    }
    return joined;
  }

  /**
   * A line and its references.
   *
   * @param consensus null if that failed
   */
  private record Read(Line line, Consensus consensus, RuntimeException failure) {}
}
