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
  private final Margins margins;
  private final PricingFailures failures;

  /** The lines whose points are those of now. */
  private final Set<LineId> asked = new HashSet<>(4);

  /** What was read of lines before they are priced. */
  private final Map<LineId, Read> read = new HashMap<>(4);

  private final Map<LineId, PricedLine> priced = new LinkedHashMap<>(4);
  private final Set<LineId> exhaustive = new HashSet<>(4);

  /** See {@link #acrossUntil}; null if there is none. */
  private Map<LineId, Instant> across;

  PricingPass(
      MarketPricing.LineSource lines,
      FeeTable fees,
      Ladders ladders,
      Margins margins,
      PricingFailures failures) {
    this.lines = lines;
    this.sides = lines.hasSides();
    this.fees = fees;
    this.ladders = ladders;
    this.margins = margins;
    this.failures = failures;
  }

  /** Asks the references of a line what they say, for the others on its ladder. */
  void ask(LineId id) {
    BetTypeSettings settings = lines.terms(id).settings();
    if (settings.ladder().family() == null || !asked.add(id)) {
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

  /** Before the first price rests on a ladder: nothing asked for its points since the last did. */
  private void refresh(FamilyLadder ladder) {
    if (!ladder.carries()) {
      ladders.linesOf(ladder).forEach(this::ask);
      ladder.settle();
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
      OtherSide side =
          OtherSide.of(now.line, other, now.line.shape() == Shape.LAY, lines.exchanges());
      FamilyLadder family = ladders.of(id);
      LineLadder ladder = LineLadder.of(now.line, terms.settings(), family, () -> refresh(family));
      Consensus consensus = consensus(now, side, other, terms);
      OneSidedLine oneSided =
          OneSidedLine.of(now.line, consensus, terms.settings(), margins, lines);
      LinePricing pricing =
          new LinePricing(now.line, consensus, terms, fees, ladder, oneSided, side);
      PricedLine line = pricing.price();
      if (pricing.exhaustive()) {
        exhaustive.add(id);
      }
      if (ladder != null) {
        ladders.lean(id, ladder.asked());
      }
      margins.lean(id, oneSided != null && oneSided.asked());
      return line;
    } catch (RuntimeException e) {
      failures.failed(id, e);
      return LinePricing.afterError(now.line, terms);
    }
  }

  /**
   * What is laid is worth what those who take it to back say, by the clock of the lay market. What
   * is backed is worth what they say too, where an exchange's mid counts as a reference.
   */
  @SuppressWarnings("ReferenceEquality") // the very line: none of its quotes was replaced
  private Consensus consensus(Read now, OtherSide side, Line other, PricingTerms terms) {
    if (other == null) {
      return now.consensus;
    }
    Line said = now.line;
    if (side.lays() && other.outcomes().equals(said.outcomes())) {
      said = MidQuotes.in(other.at(said.marketTime()), said, terms.settings(), fees);
    } else if (!side.lays()) {
      said = MidQuotes.in(said, other, terms.settings(), fees);
    }
    if (said == now.line) {
      return now.consensus;
    }
    Consensus consensus = new Consensus(said, terms.settings());
    for (ReferenceQuote quote : consensus.references()) {
      Instant until = said.marketTime().minus(quote.age()).plus(terms.settings().referenceAge());
      across = across == null ? new HashMap<>() : across;
      across.merge(now.line.id(), until, (one, another) -> one.isBefore(another) ? one : another);
    }
    return consensus;
  }

  /**
   * When the first quote is too old, if the line's price rests on the quotes of its other side;
   * null if not.
   */
  Instant acrossUntil(LineId id) {
    return across == null ? null : across.get(id);
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
