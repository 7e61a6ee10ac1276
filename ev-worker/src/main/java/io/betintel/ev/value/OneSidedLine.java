package io.betintel.ev.value;

import io.betintel.ev.bettype.BetTypeSettings;
import io.betintel.ev.bettype.LadderModel;
import io.betintel.ev.ladder.OneSidedMargin;
import io.betintel.ev.ladder.OneSidedMargin.OneSided;
import io.betintel.ev.market.Line;
import io.betintel.ev.market.Quote;
import io.betintel.ev.odds.Bookmaker;
import io.betintel.ev.priced.NotPriced;
import io.betintel.ev.pricing.Consensus;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * What references say of a line that quote one side of it alone: Over without Under, Yes without
 * No. Each one's usual margin, by its two-sided quotes in the markets that are priced together, is
 * removed from its price. For one thread.
 */
final class OneSidedLine {
  private final BetTypeSettings settings;
  private final Margins margins;
  private final MarketPricing.LineSource lines;
  private final List<Alone> alone;

  /** Null if nothing is known of how results of the sport are distributed. */
  private final LadderModel model;

  /** In the order of {@link #alone}; null until it is asked for. */
  private List<Said> said;

  private boolean used;

  private OneSidedLine(
      BetTypeSettings settings,
      Margins margins,
      MarketPricing.LineSource lines,
      List<Alone> alone,
      LadderModel model) {
    this.model = model;
    this.settings = settings;
    this.margins = margins;
    this.lines = lines;
    this.alone = alone;
  }

  /**
   * @return null if no reference quotes one side alone, or the others always make a price
   */
  static OneSidedLine of(
      Line line,
      Consensus consensus,
      BetTypeSettings settings,
      Margins margins,
      MarketPricing.LineSource lines) {
    int enough = Math.max(1, settings.limits().minimumReferences());
    boolean needed =
        consensus.notPriced() == null
            ? consensus.references().size() <= enough
            : LineFair.asks(consensus.notPriced());
    if (!needed || !hasTwoSides(line)) {
      return null;
    }
    List<Alone> alone = null;
    for (Quote quote : line.quotes()) {
      Alone one = alone(quote, line.marketTime(), settings);
      if (one != null) {
        alone = alone == null ? new ArrayList<>(2) : alone;
        alone.add(one);
      }
    }
    if (alone == null) {
      return null;
    }
    LadderModel model = settings.ladder().model(line.event().sportKey()).orElse(null);
    return new OneSidedLine(settings, margins, lines, alone, model);
  }

  /** Whether exactly one of two named sides wins. */
  static boolean hasTwoSides(Line line) {
    return line.fit() == Line.Fit.WHOLE
        && switch (line.shape()) {
          case OVER_UNDER, YES_NO, SPREAD -> true;
          case WINNER, N_WAY, LAY, OVER_ONLY, DFS, VARIOUS -> false;
        }
        && line.outcomes().size() == 2;
  }

  private static Alone alone(Quote quote, Instant time, BetTypeSettings settings) {
    if (quote.has(0) == quote.has(1) || !quote.fits() || quote.ambiguous()) {
      return null;
    }
    Double weight = settings.weights().get(quote.bookmaker());
    Instant quoted = quote.lastUpdate();
    if (weight == null || Duration.between(quoted, time).compareTo(settings.referenceAge()) > 0) {
      return null;
    }
    int side = quote.has(0) ? 0 : 1;
    return new Alone(
        quote.bookmaker(), weight, side, quote.price(side), quoted.plus(settings.referenceAge()));
  }

  /**
   * The weighted mean of what they say.
   *
   * @param bookmaker is left out; null for none
   */
  LadderAnswer without(Bookmaker bookmaker) {
    if (said == null) {
      said = new ArrayList<>(alone.size());
      alone.forEach(one -> said.add(said(one)));
    }
    double total = 0;
    double above = 0;
    double error = 0;
    double leastAbove = 0;
    double leastBelow = 0;
    List<Bookmaker> references = new ArrayList<>(said.size());
    for (int i = 0; i < said.size(); i++) {
      Said one = said.get(i);
      if (one != null && !alone.get(i).bookmaker.equals(bookmaker)) {
        double weight = alone.get(i).weight;
        total += weight;
        above += weight * one.above;
        error += weight * one.error;
        leastAbove += weight * one.leastAbove;
        leastBelow += weight * one.leastBelow;
        references.add(alone.get(i).bookmaker);
      }
    }
    if (references.isEmpty()) {
      return LadderAnswer.none(NotPriced.ONE_SIDED);
    }
    if (references.size() < settings.limits().minimumReferences()) {
      return LadderAnswer.none(NotPriced.TOO_FEW_BOOKS);
    }
    used = true;
    return LadderAnswer.oneSided(
        above / total, error / total, leastAbove / total, leastBelow / total, references);
  }

  private Said said(Alone one) {
    OneSided usual =
        margins.of(one.bookmaker, lines).margin().fair(one.odds, settings.method()).orElse(null);
    if (usual == null) {
      return null;
    }
    OneSided fair = usual.among(OneSidedMargin.error(model));
    return one.side == 0
        ? new Said(fair.probability(), fair.standardError(), fair.least(), 1 - fair.most())
        : new Said(1 - fair.probability(), fair.standardError(), 1 - fair.most(), fair.least());
  }

  /** Whether the line's price may be another one once margins are. */
  boolean asked() {
    return said != null;
  }

  /** When the first quote behind a price is too old; {@link Instant#MAX} if none was made. */
  Instant until() {
    Instant until = Instant.MAX;
    for (int i = 0; used && i < said.size(); i++) {
      if (said.get(i) != null) {
        Instant own = alone.get(i).until;
        Instant ofMargin = margins.of(alone.get(i).bookmaker, lines).until();
        until = own.isBefore(until) ? own : until;
        until = ofMargin.isBefore(until) ? ofMargin : until;
      }
    }
    return until;
  }

  /** A reference's quote of one side, and when it is too old. */
  private record Alone(Bookmaker bookmaker, double weight, int side, double odds, Instant until) {}

  /** What it says of the first outcome and, at the least, of the second. */
  private record Said(double above, double error, double leastAbove, double leastBelow) {}
}
